/*
Deployment script for Shop
*/
GO
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;

SET NUMERIC_ROUNDABORT OFF;
GO
:setvar DatabaseName "Shop"
:setvar DefaultFilePrefix "Shop"
:setvar DefaultDataPath "C:\Data\"
:on error exit
GO
:setvar __IsSqlCmdEnabled "True"
GO
IF N'$(__IsSqlCmdEnabled)' NOT LIKE N'True'
    BEGIN
        PRINT N'SQLCMD mode must be enabled to successfully execute this script.';
        SET NOEXEC ON;
    END
GO
USE [master];
GO
IF (DB_ID(N'$(DatabaseName)') IS NOT NULL) 
BEGIN
    ALTER DATABASE [$(DatabaseName)] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;
    DROP DATABASE [$(DatabaseName)];
END
GO
CREATE DATABASE [$(DatabaseName)]
    ON PRIMARY(NAME = [$(DatabaseName)], FILENAME = N'$(DefaultDataPath)$(DefaultFilePrefix)_Primary.mdf')
    LOG ON (NAME = [$(DatabaseName)_log], FILENAME = N'$(DefaultDataPath)x.ldf') COLLATE SQL_Latin1_General_CP1_CI_AS
GO
USE [$(DatabaseName)];
GO
IF EXISTS (SELECT 1 FROM [master].[dbo].[sysdatabases] WHERE [name] = N'$(DatabaseName)')
    BEGIN
        ALTER DATABASE [$(DatabaseName)] SET ANSI_NULLS ON, RECOVERY FULL, COMPATIBILITY_LEVEL = 150 WITH ROLLBACK IMMEDIATE;
    END
GO
PRINT N'Creating Schema [sales]...';
GO
CREATE SCHEMA [sales]
    AUTHORIZATION [dbo];
GO
PRINT N'Creating User-Defined Data Type [dbo].[Name]...';
GO
CREATE TYPE [dbo].[Name]
    FROM NVARCHAR (50) NULL;
GO
CREATE TABLE [sales].[Orders] (
    [Id]        INT             IDENTITY (1, 1) NOT NULL,
    [Name]      [dbo].[Name]    NOT NULL,
    [Price]     DECIMAL (18, 4) NOT NULL,
    [Total]     AS              (isnull([Price]*(1.5),(0))),
    [Geo]       [sys].[geography] NULL,
    [Modified]  DATETIME        CONSTRAINT [DF] DEFAULT (getdate()) NOT NULL,
    CONSTRAINT [PK_Orders] PRIMARY KEY CLUSTERED ([Id] ASC)
);
GO
PRINT N'Creating View [sales].[v]...';
GO
CREATE VIEW [sales].[v]
WITH SCHEMABINDING
AS
SELECT o.[Id], COUNT_BIG(*) AS [n], SUM(o.[Price]) AS [sum]
FROM [sales].[Orders] AS o
GROUP BY o.[Id]
GO
EXECUTE sp_addextendedproperty @name = N'MS_Description', @value = N'Orders of customers', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'Orders';
GO
EXECUTE sp_addextendedproperty @name = N'MS_Description', @value = N'Clustered key', @level0type = N'SCHEMA', @level0name = N'sales', @level1type = N'TABLE', @level1name = N'Orders', @level2type = N'CONSTRAINT', @level2name = N'PK_Orders';
GO
IF NOT EXISTS (SELECT * FROM sys.views WHERE object_id = OBJECT_ID(N'[sales].[w]'))
EXEC dbo.sp_executesql @statement = N'CREATE VIEW [sales].[w] AS SELECT Id, N''it''''s'' AS t FROM sales.Orders'
GO
PRINT N'Update complete.';
GO
