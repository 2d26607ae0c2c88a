CREATE TABLE dbo.customers (
  customer_id int NOT NULL PRIMARY KEY,
  name nvarchar(100) NOT NULL,
  region nvarchar(25) NULL,
  code varchar(8) NOT NULL,
  active bit NOT NULL
);
CREATE TABLE dbo.orders (
  order_id bigint NOT NULL PRIMARY KEY,
  customer_id int NOT NULL,
  ordered_at datetime2(3) NOT NULL,
  shipped_on date NULL,
  amount decimal(15,2) NOT NULL,
  rate float NULL,
  quantity smallint NOT NULL,
  rush bit NULL,
  seen_at datetimeoffset(7) NULL,
  note nvarchar(max) NULL
);
CREATE TABLE dbo.[Order Lines] (
  LineID int NOT NULL,
  order_id bigint NOT NULL,
  Price money NULL
);
