-- Ten years of prices, for an SQLite database that holds ten partners and no customers: 1,000 products with a list price a
-- year; each partner with a set of 1,000 rates a quarter; 10,000 customers with three rates a quarter, 1,200,000 in all.
BEGIN;
-- Filled in one go, so what these would ask row by row is known.
DROP TRIGGER partner_discount_no_new_overlap;
DROP TRIGGER partner_discount_rate_of_pending;
DROP TRIGGER customer_discount_rate_no_overlap;
CREATE TEMP TABLE moment AS SELECT CAST(strftime('%s', 'now', '-10 years') AS INTEGER) * 1000000 AS first_us, 7889400000000 AS quarter_us;
CREATE TEMP TABLE seller AS SELECT row_number() OVER (ORDER BY tax_code) - 1 AS seller, id AS partner_id FROM partner;

CREATE TEMP TABLE item AS SELECT n.value AS n, 'prd_01m' || printf('%023x', n.value) AS product_id FROM generate_series(0, 999) AS n;
INSERT INTO product SELECT product_id, 'p' || n, 'Sản phẩm ' || n, 'san pham ' || n, 'p' || n || ' san pham ' || n, first_us, 1 FROM item, moment;
INSERT INTO list_price (id, product_id, product_group_id, amount, currency, tax_rate_bp, tax_included, effective_from, created_at_us)
  SELECT 'lpr_01m' || printf('%023x', n * 10 + year.value), product_id, '', (1000 + n) || '.' || (1 + year.value % 9), 'VND', 1000, TRUE,
    date('now', (year.value - 10) || ' years'), first_us
  FROM item, moment, generate_series(0, 9) AS year;

INSERT INTO partner_discount (id, partner_id, decision, starts_on, effective_from_us, effective_until_us, asked_kind, asked_id, asked_name,
    asked_at_us, decided_kind, decided_id, decided_name, decided_at_us, began_told, ended_told, version)
  SELECT 'pds_01m' || printf('%023x', seller * 40 + quarter.value), partner_id, 'approved', '2026-01-01', first_us + quarter.value * quarter_us,
    CASE WHEN quarter.value < 39 THEN first_us + (quarter.value + 1) * quarter_us END, 'api_key', 'key_bench', 'Bench', first_us, 'api_key', 'key_bench', 'Bench',
    first_us, TRUE, TRUE, 2
  FROM seller, moment, generate_series(0, 39) AS quarter;
INSERT INTO partner_discount_rate
  SELECT 'pds_01m' || printf('%023x', seller * 40 + quarter.value), 'granted', product_id, '', 1000 + (n + quarter.value) % 1000
  FROM seller, item, generate_series(0, 39) AS quarter;

CREATE TEMP TABLE buyer AS
  SELECT n.value AS n, partner_id, 'acc_01m' || printf('%023x', n.value) AS account_id, 'c' || n.value || '@bench.example' AS email
  FROM generate_series(0, 9999) AS n JOIN seller ON seller.seller = n.value % 10;
INSERT INTO account
  SELECT account_id, '', email, 'Công ty số ' || n, 'cong ty so ' || n, 'vi', 'enterprise', TRUE, 'prepaid', 0, 0, 0, 'VND', 0, FALSE,
    FALSE, FALSE, FALSE, first_us, first_us, 1
  FROM buyer, moment ORDER BY n;
INSERT INTO customer (account_id, partner_id, registration_id, claimed_at_us, since_at_us)
  SELECT account_id, partner_id, 'reg_01m' || printf('%023x', n), first_us, first_us FROM buyer, moment ORDER BY n;
INSERT INTO customer_discount
  SELECT 'cds_01m' || printf('%023x', n * 40 + quarter.value), partner_id, account_id, '2026-01-01', '2026-03-31', NULL, 'api_key', 'key_bench', 'Bench', first_us
  FROM buyer, moment, generate_series(0, 39) AS quarter ORDER BY quarter.value, n;
INSERT INTO customer_discount_rate
  SELECT 'cds_01m' || printf('%023x', buyer.n * 40 + quarter.value), partner_id, account_id, product_id, '', 100 * (1 + quarter.value % 9),
    first_us + quarter.value * quarter_us, first_us + (quarter.value + 1) * quarter_us, 'as_set', first_us, TRUE, TRUE, TRUE, TRUE
  FROM buyer, moment, generate_series(0, 39) AS quarter JOIN item ON item.n IN (buyer.n % 1000, (buyer.n + 333) % 1000, (buyer.n + 666) % 1000)
  ORDER BY quarter.value, buyer.n;
COMMIT;
PRAGMA journal_mode = WAL;
