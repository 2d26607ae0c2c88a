-- The tables of the probes, as SQL Server scripts them. fixture.json holds their rows.
CREATE TABLE dbo.numbers (
    id int NOT NULL PRIMARY KEY,
    grp nvarchar(10) NOT NULL,
    small smallint NULL,
    a int NULL,
    b int NULL,
    big bigint NULL,
    n decimal(12, 2) NULL,
    q decimal(9, 4) NOT NULL,
    f float NULL,
    flag bit NULL,
    sure bit NOT NULL
);
CREATE TABLE dbo.words (
    id int NOT NULL PRIMARY KEY,
    s nvarchar(60) NULL,
    label nvarchar(20) NOT NULL,
    code varchar(12) NULL,
    doc nvarchar(max) NULL
);
CREATE TABLE dbo.moments (
    id int NOT NULL PRIMARY KEY,
    d date NULL,
    e date NOT NULL,
    ts datetime2(6) NULL,
    tz datetimeoffset(6) NULL
);
CREATE TABLE dbo.customers (
    id int NOT NULL PRIMARY KEY,
    name nvarchar(40) NOT NULL,
    region nvarchar(20) NULL,
    referred_by int NULL,
    active bit NOT NULL
);
CREATE TABLE dbo.orders (
    id int NOT NULL PRIMARY KEY,
    customer_id int NULL,
    ordered_on date NOT NULL,
    status nvarchar(12) NOT NULL,
    quantity int NOT NULL,
    price decimal(12, 2) NULL,
    [order] int NULL
);
-- Types that SQL Server's older databases are full of.
CREATE TABLE dbo.ledger (
    id int NOT NULL PRIMARY KEY,
    posted datetime NOT NULL,
    counted smalldatetime NULL,
    ratio real NULL,
    kind tinyint NOT NULL,
    fee money NULL,
    small_fee smallmoney NULL
);
