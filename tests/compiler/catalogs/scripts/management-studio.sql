USE [master]
GO
/****** Object:  Database [ร้านค้า]    Script Date: 11/28/2026 10:00:00 AM ******/
CREATE DATABASE [ร้านค้า]
 CONTAINMENT = NONE
 ON  PRIMARY 
( NAME = N'shop', FILENAME = N'C:\data\shop.mdf' , SIZE = 8192KB , MAXSIZE = UNLIMITED, FILEGROWTH = 65536KB )
 LOG ON 
( NAME = N'shop_log', FILENAME = N'C:\data\shop_log.ldf' , SIZE = 8192KB , MAXSIZE = 2048GB , FILEGROWTH = 65536KB )
 COLLATE Thai_CI_AS
 WITH CATALOG_COLLATION = DATABASE_DEFAULT
GO
ALTER DATABASE [ร้านค้า] SET COMPATIBILITY_LEVEL = 150
GO
IF (1 = FULLTEXTSERVICEPROPERTY('IsFullTextInstalled'))
begin
EXEC [ร้านค้า].[dbo].[sp_fulltext_database] @action = 'enable'
end
GO
ALTER DATABASE [ร้านค้า] SET ANSI_NULL_DEFAULT OFF 
GO
USE [ร้านค้า]
GO
CREATE SCHEMA [sales]
GO
CREATE USER [app] FOR LOGIN [app] WITH DEFAULT_SCHEMA=[sales]
GO
CREATE TYPE [dbo].[Flag] FROM [bit] NOT NULL
GO
CREATE TYPE [dbo].[Phone] FROM [nvarchar](25) NULL
GO
CREATE TYPE [dbo].[IdList] AS TABLE([id] [int] NOT NULL, PRIMARY KEY CLUSTERED ([id] ASC) WITH (IGNORE_DUP_KEY = OFF))
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[sales].[Order Details]') AND type in (N'U'))
BEGIN
CREATE TABLE [sales].[Order Details](
	[Order ID] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
	[สินค้า] [nvarchar](80) COLLATE Thai_CI_AI NULL,
	[Unit Price] [money] NOT NULL CONSTRAINT [DF_price] DEFAULT ((0)),
	[Qty] [smallint] NOT NULL DEFAULT (1),
	[Line Total]  AS ([Unit Price]*[Qty]) PERSISTED NOT NULL,
	[Label] AS (case when [Qty]>(10) then N'large' else N'small' end),
	[Year]  AS (datepart(year,[At])),
	[At] [datetime2](3) NOT NULL CONSTRAINT [DF_at]  DEFAULT (sysutcdatetime()),
	[Code] [char](4) MASKED WITH (FUNCTION = 'default()') NOT NULL,
	[Active] [dbo].[Flag] NOT NULL,
	[Phone] [dbo].[Phone] NULL,
	[Doc] [xml](CONTENT [dbo].[Schemas]) NULL,
	[rowguid] [uniqueidentifier] ROWGUIDCOL  NOT NULL,
	[Blob] [varbinary](max) FILESTREAM  NULL,
	[Note] [nvarchar](max) SPARSE NULL,
	[All] [xml] COLUMN_SET FOR ALL_SPARSE_COLUMNS NULL,
	[Stamp] [timestamp] NOT NULL,
	[ValidFrom] [datetime2](7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
	[ValidTo] [datetime2](7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
	[weird]]name] [int] NULL,
	[Secret] [nvarchar](20) COLLATE Latin1_General_BIN2 ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = [CEK1], ENCRYPTION_TYPE = Deterministic, ALGORITHM = 'AEAD_AES_256_CBC_HMAC_SHA_256') NULL,
 CONSTRAINT [PK_Order Details] PRIMARY KEY CLUSTERED 
(
	[Order ID] ASC,
	[Code] DESC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY],
 CONSTRAINT [UQ] UNIQUE NONCLUSTERED ([rowguid] ASC),
	PERIOD FOR SYSTEM_TIME ([ValidFrom], [ValidTo])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY] FILESTREAM_ON [FS]
WITH
(
SYSTEM_VERSIONING = ON ( HISTORY_TABLE = [sales].[Order Details History] )
)
END
GO
CREATE TABLE [dbo].[Customers](
	[CustomerID] [nchar](5) NOT NULL,
	[Name] [nvarchar](100) NOT NULL,
	[Location] [geography] NULL,
	[Path] [hierarchyid] NULL,
	[j] [json] NULL,
	[f] [float](53) NULL,
	[r] [real] NULL,
	[v] [sql_variant] NULL,
	[s] [sysname] NOT NULL
) ON [PRIMARY]
WITH (DATA_COMPRESSION = PAGE)
GO
ALTER TABLE [dbo].[Customers] ADD  CONSTRAINT [PK_Customers] PRIMARY KEY CLUSTERED ([CustomerID] ASC)WITH (ONLINE = OFF) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Customers] ADD  CONSTRAINT [DF_x]  DEFAULT (N'x') FOR [Name]
GO
ALTER TABLE [sales].[Order Details]  WITH CHECK ADD  CONSTRAINT [FK] FOREIGN KEY([Code]) REFERENCES [dbo].[Customers] ([CustomerID])
ON UPDATE CASCADE
ON DELETE CASCADE
GO
ALTER TABLE [sales].[Order Details] CHECK CONSTRAINT [FK]
GO
CREATE NONCLUSTERED INDEX [IX] ON [sales].[Order Details] ([Qty] ASC) INCLUDE([Unit Price]) WHERE ([Qty]>(0)) WITH (PAD_INDEX = OFF)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'What a customer''s order holds' , @level0type=N'SCHEMA',@level0name=N'sales', @level1type=N'TABLE',@level1name=N'Order Details'
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'ชื่อสินค้า' , @level0type=N'SCHEMA',@level0name=N'sales', @level1type=N'TABLE',@level1name=N'Order Details', @level2type=N'COLUMN',@level2name=N'สินค้า'
GO
SET ANSI_NULLS ON
GO
CREATE VIEW [sales].[v2] AS SELECT [item], [total]*2 AS [twice] FROM [sales].[v1]
GO
CREATE OR ALTER VIEW [sales].[v1] ([item], [total])
WITH SCHEMABINDING
AS
-- a view
SELECT [สินค้า], SUM([Line Total]) FROM [sales].[Order Details] GROUP BY [สินค้า]
WITH CHECK OPTION
GO
CREATE VIEW dbo.v3 AS SELECT c.*, o.[Order ID] FROM dbo.Customers c CROSS APPLY (SELECT TOP 1 d.[Order ID] FROM sales.[Order Details] d WHERE d.Code = c.CustomerID ORDER BY d.At DESC) o;
GO
CREATE VIEW dbo.v4 AS SELECT STRING_AGG(Name, N', ') WITHIN GROUP (ORDER BY Name) AS names, GETDATE() AS now, CAST(NULL AS int) AS nothing, 'a' AS letter FROM dbo.Customers;
GO
CREATE SYNONYM [dbo].[OD] FOR [sales].[Order Details]
GO
CREATE SYNONYM [dbo].[V] FOR [ร้านค้า].[sales].[v1]
GO
CREATE SYNONYM [dbo].[Other] FOR [srv].[db].[dbo].[t]
GO
CREATE SEQUENCE dbo.seq AS int START WITH 1
GO
CREATE PROCEDURE dbo.p AS BEGIN SELECT 1; CREATE TABLE #t (a int) END
GO
CREATE FUNCTION dbo.f(@a int) RETURNS TABLE AS RETURN SELECT @a AS a
GO
CREATE TRIGGER dbo.tr ON dbo.Customers AFTER INSERT, UPDATE AS SET NOCOUNT ON
GO
CREATE EXTERNAL TABLE dbo.ext (a int) WITH (LOCATION='x', DATA_SOURCE=y)
GO
CREATE TABLE dbo.graph_node (id int) AS NODE
GO
CREATE COLUMNSTORE INDEX cs ON dbo.Customers ([Name])
GO
DROP TABLE IF EXISTS dbo.old
CREATE TABLE dbo.nosemi (a int, b as a+1, c numeric(10) null default null, d dec(5,2), e double precision, g character varying(10))
CREATE TABLE dbo.second (x int primary key, y varchar(max) collate database_default)
GO
EXEC dbo.sp_executesql @statement = N'CREATE VIEW [dbo].[dyn] AS SELECT a FROM dbo.nosemi'
GO
ALTER DATABASE [ร้านค้า] SET READ_WRITE
