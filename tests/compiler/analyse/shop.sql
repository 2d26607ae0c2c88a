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
CREATE TABLE dbo.prices (
  sku varchar(8) NOT NULL PRIMARY KEY,
  price money NOT NULL,
  valid_from datetime2(7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
  valid_to datetime2(7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
  PERIOD FOR SYSTEM_TIME (valid_from, valid_to)
) WITH (SYSTEM_VERSIONING = ON);
