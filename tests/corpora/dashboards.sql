-- Tables of the dashboards in dashboards.jsonl: a service sold by subscription, a shop, a ledger, and machines that are watched.
CREATE TABLE accounts (
    id int NOT NULL PRIMARY KEY, name nvarchar(80) NOT NULL, plan_code nvarchar(20) NOT NULL, country nvarchar(40) NULL,
    created_at datetime2(3) NOT NULL, cancelled_at datetime2(3) NULL, seats int NOT NULL, is_trial bit NOT NULL
);
CREATE TABLE users (
    id int NOT NULL PRIMARY KEY, account_id int NOT NULL, email nvarchar(120) NOT NULL, role nvarchar(20) NULL,
    created_at datetime2(3) NOT NULL, last_seen_at datetime2(3) NULL, is_active bit NOT NULL
);
CREATE TABLE subscriptions (
    id int NOT NULL PRIMARY KEY, account_id int NOT NULL, plan_code nvarchar(20) NOT NULL, mrr decimal(12, 2) NOT NULL,
    started_on date NOT NULL, ended_on date NULL, status nvarchar(20) NOT NULL
);
CREATE TABLE events (
    id bigint NOT NULL PRIMARY KEY, user_id int NULL, account_id int NOT NULL, name nvarchar(40) NOT NULL,
    occurred_at datetimeoffset(3) NOT NULL, properties nvarchar(max) NULL, duration_ms int NULL
);
CREATE TABLE customers (
    id int NOT NULL PRIMARY KEY, first_name nvarchar(40) NULL, last_name nvarchar(40) NULL, city nvarchar(40) NULL,
    country nvarchar(40) NOT NULL, birth_date date NULL, signed_up_on date NOT NULL, segment nvarchar(20) NULL
);
CREATE TABLE products (
    id int NOT NULL PRIMARY KEY, sku varchar(20) NOT NULL, title nvarchar(80) NOT NULL, category nvarchar(40) NULL,
    unit_price decimal(10, 2) NOT NULL, unit_cost decimal(10, 2) NULL, stock int NOT NULL, discontinued bit NOT NULL
);
CREATE TABLE orders (
    id int NOT NULL PRIMARY KEY, customer_id int NULL, ordered_at datetime2(3) NOT NULL, shipped_at datetime2(3) NULL,
    status nvarchar(20) NOT NULL, channel nvarchar(20) NULL, total decimal(12, 2) NOT NULL, discount decimal(12, 2) NULL,
    currency char(3) NOT NULL
);
CREATE TABLE order_items (
    order_id int NOT NULL, line_no int NOT NULL, product_id int NOT NULL, quantity int NOT NULL,
    unit_price decimal(10, 2) NOT NULL, returned bit NOT NULL, PRIMARY KEY (order_id, line_no)
);
CREATE TABLE invoices (
    id int NOT NULL PRIMARY KEY, account_id int NOT NULL, issued_on date NOT NULL, due_on date NOT NULL, paid_on date NULL,
    amount decimal(14, 2) NOT NULL, tax decimal(14, 2) NULL, status nvarchar(20) NOT NULL
);
CREATE TABLE ledger (
    id bigint NOT NULL PRIMARY KEY, posted_on date NOT NULL, account_code varchar(10) NOT NULL, description nvarchar(200) NULL,
    debit decimal(14, 2) NOT NULL, credit decimal(14, 2) NOT NULL, cost_center nvarchar(20) NULL
);
CREATE TABLE requests (
    id bigint NOT NULL PRIMARY KEY, host nvarchar(40) NOT NULL, path nvarchar(100) NOT NULL, status_code int NOT NULL,
    started_at datetime2(3) NOT NULL, latency_ms float NULL, bytes_sent bigint NULL, region nvarchar(20) NULL
);
CREATE TABLE incidents (
    id int NOT NULL PRIMARY KEY, host nvarchar(40) NOT NULL, severity nvarchar(10) NOT NULL, opened_at datetime2(0) NOT NULL,
    resolved_at datetime2(0) NULL, title nvarchar(120) NOT NULL, assignee nvarchar(40) NULL
);
CREATE TABLE readings (
    machine_id int NOT NULL, read_at datetime2(0) NOT NULL, temperature float NULL, pressure float NULL, ok bit NOT NULL,
    PRIMARY KEY (machine_id, read_at)
);
