-- A ledger of 3,500,000 entries, for an SQLite database that holds three partners and no customers:
--   the first partner has 10,000 customers, whose 500,000 movements of the last 60 days make 1,000,000 entries;
--   the second has one, with 1,250,000 movements in a year: over 1,000,000 entries in its wallet and in the partner's;
--   the third the same with 1,250, over 1,000 in each.
-- Of five movements of the first one's customers four are purchases, of the others' one. Every sum and CHECK is as the
-- program would leave it. Only the MACs stand for nothing, because nothing that is measured follows them; audit rows
-- and events are left out for the same reason.
BEGIN;

CREATE TEMP TABLE plan (seller INTEGER PRIMARY KEY, first, customers, movements, days, purchases);
INSERT INTO plan VALUES (1, 0, 10000, 500000, 60, 4), (2, 10000, 1, 1250000, 365, 1), (3, 10001, 1, 1250, 365, 1);
CREATE TEMP TABLE seller AS
  SELECT row_number() OVER (ORDER BY partner.tax_code) AS seller, partner.id AS partner_id FROM partner;
CREATE TEMP TABLE moment AS SELECT CAST(strftime('%s', 'now') AS INTEGER) * 1000000 AS now_us;

CREATE TEMP TABLE buyer AS
  SELECT n.value AS n, plan.seller, partner_id, 'acc_01m1' || printf('%022x', n.value) AS account_id, printf('%022x', n.value) AS tail,
    'c' || n.value || '@bench.example' AS email, now_us - 34000000000000 AS since_us, now_us
  FROM generate_series(0, 10001) AS n, moment
  JOIN plan ON n.value >= first AND n.value < first + customers
  JOIN seller ON seller.seller = plan.seller;
INSERT INTO account
  SELECT account_id, '', email, 'Công ty số ' || n, 'cong ty so ' || n, 'vi', 'enterprise', TRUE, 'prepaid', 0, 0, 0, 'VND', 0, FALSE,
    FALSE, FALSE, FALSE, now_us, since_us, 1
  FROM buyer ORDER BY n;
INSERT INTO customer (account_id, partner_id, registration_id, claimed_at_us, since_at_us)
  SELECT account_id, partner_id, 'reg_01m1' || tail, since_us, since_us FROM buyer ORDER BY n;
-- A level for one in ten, which few of them reach.
INSERT INTO credit_alert_level SELECT partner_id, account_id, 100000, 1 FROM buyer WHERE n % 10 = 3;

-- One grant of each partner, and then each customer in its turn, round after round.
CREATE TEMP TABLE movement AS
  SELECT 0 AS n, seller, NULL AS account_id, partner_id, 'grant' AS kind, 4000000000000000 AS amount, now_us - 33000000000000 AS at_us
  FROM seller, moment
  UNION ALL
  SELECT n, seller, account_id, partner_id, CASE WHEN purchase THEN 'purchase' ELSE 'top_up' END,
    CASE WHEN purchase THEN 100000 + n * 7919 % 25000 ELSE 500000 + n % customers % 10 * 50000 END, at_us
  FROM (SELECT n.value + 1 AS n, plan.seller, customers, account_id, partner_id, n.value / customers % 5 >= 5 - purchases AS purchase,
      now_us - 60000000 - CAST((movements - 1 - n.value) * (days * 86400000000.0 / movements) AS INTEGER) AS at_us
    FROM plan, generate_series(0, 1249999) AS n
    JOIN buyer ON buyer.n = first + n.value % customers
    WHERE n.value < movements);
INSERT INTO ledger_transaction (id, kind, at_us, currency, amount_minor, partner_id, account_id, receipt_number, reference, note,
    origin_kind, origin_id, origin_name, side, via, effect, entries, mac)
  SELECT 'txn_01m' || seller || printf('%022x', n), kind, at_us, 'VND', amount, partner_id, account_id, '260101-' || printf('%08X', n),
    CASE kind WHEN 'top_up' THEN NULL ELSE 'ref-' || n END, NULL,
    'api_key', 'key_bench', 'Bench', CASE kind WHEN 'top_up' THEN 'partner' ELSE 'provider' END, 'api', kind, 2, 'bench'
  FROM movement ORDER BY seller, n;

CREATE TEMP TABLE leg AS
  SELECT n, seller, partner_id, kind, at_us, '' AS account_id, 'issuance' AS account_kind, -amount AS amount FROM movement WHERE kind = 'grant'
  UNION ALL SELECT n, seller, partner_id, kind, at_us, '', 'partner_wallet', amount FROM movement WHERE kind = 'grant'
  UNION ALL SELECT n, seller, partner_id, kind, at_us, '', 'partner_wallet', -amount FROM movement WHERE kind = 'top_up'
  UNION ALL SELECT n, seller, partner_id, kind, at_us, account_id, 'customer_wallet', amount FROM movement WHERE kind = 'top_up'
  UNION ALL SELECT n, seller, partner_id, kind, at_us, account_id, 'customer_wallet', -amount FROM movement WHERE kind = 'purchase'
  UNION ALL SELECT n, seller, partner_id, kind, at_us, '', 'revenue', amount FROM movement WHERE kind = 'purchase';
INSERT INTO ledger_account (kind, partner_id, account_id, currency, balance_minor, in_minor, out_minor, entries, last_at_us, chain)
  SELECT account_kind, partner_id, account_id, 'VND', SUM(amount), SUM(max(amount, 0)), SUM(max(-amount, 0)), COUNT(*), MAX(at_us), 'bench'
  FROM leg GROUP BY partner_id, account_id, account_kind ORDER BY seller, MIN(n), account_kind;
INSERT INTO ledger_entry
  SELECT a.id, row_number() OVER w, 'txn_01m' || l.seller || printf('%022x', l.n), l.account_kind, l.kind, l.kind, l.at_us, l.amount,
    SUM(l.amount) OVER w - l.amount, SUM(l.amount) OVER w, SUM(max(l.amount, 0)) OVER w, SUM(max(-l.amount, 0)) OVER w, 'bench'
  FROM leg l JOIN ledger_account a ON a.partner_id = l.partner_id AND a.account_id = l.account_id AND a.kind = l.account_kind
  WINDOW w AS (PARTITION BY a.id ORDER BY l.n ROWS UNBOUNDED PRECEDING)
  ORDER BY a.id, l.n;
COMMIT;
PRAGMA journal_mode = WAL;
