-- What an account has now, and how its history ends: `chain` is the MAC of its last entry, `in_minor` and
-- `out_minor` are everything that ever came in and went out but holds and releases. `account_id` is ''
-- for what is the partner's or the provider's.
CREATE TABLE ledger_account (
  id BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT ledger_account_pkey PRIMARY KEY,
  kind TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  balance_minor BIGINT NOT NULL,
  in_minor BIGINT NOT NULL,
  out_minor BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  last_at_us BIGINT NOT NULL,
  chain TEXT NOT NULL,
  CONSTRAINT ledger_account_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT ledger_account_kind_check CHECK (kind IN ('issuance', 'payouts', 'revenue', 'partner_margin', 'tax', 'partner_wallet', 'partner_held', 'customer_wallet', 'customer_held')),
  CONSTRAINT ledger_account_owner_check CHECK ((kind IN ('customer_wallet', 'customer_held')) = (account_id <> '')),
  CONSTRAINT ledger_account_floor_check CHECK (balance_minor >= 0 OR kind NOT IN ('partner_wallet', 'partner_held', 'customer_held')),
  CONSTRAINT ledger_account_number_check CHECK (typeof(balance_minor) = 'integer' AND typeof(in_minor) = 'integer' AND typeof(out_minor) = 'integer')
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX ledger_account_key ON ledger_account (partner_id, account_id, kind, currency);
CREATE INDEX ledger_account_of_kind ON ledger_account (kind, partner_id, account_id);
CREATE INDEX ledger_account_of_customer ON ledger_account (account_id, kind) WHERE account_id <> '';

-- Checking a foreign key reads its index, and of two serializable transactions that read and fill the same
-- page of an index one must begin anew. New ids lie side by side; written backwards they do not.
ALTER TABLE ledger_transaction ADD COLUMN key TEXT GENERATED ALWAYS AS (reverse(id)) STORED;
ALTER TABLE ledger_transaction ADD CONSTRAINT ledger_transaction_key UNIQUE (key);

-- One leg of a transaction. `mac` is over the entry before it in the same account, the transaction's MAC,
-- and everything else in the row. Overdraft is a purchase's alone.
CREATE TABLE ledger_entry (
  ledger_account_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  transaction_id TEXT NOT NULL,
  account_kind TEXT NOT NULL,
  kind TEXT NOT NULL,
  effect TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  before_minor BIGINT NOT NULL,
  after_minor BIGINT NOT NULL,
  in_minor BIGINT NOT NULL,
  out_minor BIGINT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT ledger_entry_pkey PRIMARY KEY (ledger_account_id, number),
  CONSTRAINT ledger_entry_account_fkey FOREIGN KEY (ledger_account_id) REFERENCES ledger_account (id),
  transaction_key TEXT GENERATED ALWAYS AS (reverse(transaction_id)) STORED,
  CONSTRAINT ledger_entry_transaction_fkey FOREIGN KEY (transaction_key) REFERENCES ledger_transaction (key),
  CONSTRAINT ledger_entry_sum_check CHECK (after_minor = before_minor + amount_minor AND amount_minor <> 0),
  CONSTRAINT ledger_entry_floor_check CHECK (after_minor >= 0 OR amount_minor > 0 OR account_kind NOT IN ('partner_wallet', 'partner_held', 'customer_wallet', 'customer_held')
    OR (account_kind = 'customer_wallet' AND kind = 'purchase')),
  CONSTRAINT ledger_entry_number_check CHECK (typeof(amount_minor) = 'integer' AND typeof(before_minor) = 'integer' AND typeof(after_minor) = 'integer')
);
CREATE INDEX ledger_entry_of_transaction ON ledger_entry (transaction_id);
-- What a customer spent since a moment.
CREATE INDEX ledger_entry_of_spending ON ledger_entry (ledger_account_id, at_us, amount_minor, effect, account_kind) WHERE account_kind = 'customer_wallet' AND effect IN ('purchase', 'refund');
CREATE INDEX ledger_entry_by_time ON ledger_entry (ledger_account_id, at_us, number, in_minor, out_minor, after_minor);

CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
