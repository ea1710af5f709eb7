-- Credit: a double-entry ledger, requests that wait for a second person, credit that is set aside, alerts,
-- and the daily comparison with the directory. Ids of ledger accounts come from the engine's own counter
-- (the files of each engine).

-- What the customer agreed to, for the room credit.
ALTER TABLE customer ADD COLUMN reclaim_agreed BOOLEAN NOT NULL DEFAULT FALSE;

-- One movement. `mac` is over everything else in the row.
CREATE TABLE ledger_transaction (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT,
  receipt_number TEXT NOT NULL,
  reference TEXT,
  note TEXT,
  origin_kind TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  origin_name TEXT NOT NULL,
  side TEXT NOT NULL,
  via TEXT NOT NULL,
  approver_kind TEXT,
  approver_id TEXT,
  approver_name TEXT,
  reverses TEXT,
  effect TEXT NOT NULL,
  entries BIGINT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT ledger_transaction_pkey PRIMARY KEY (id),
  CONSTRAINT ledger_transaction_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT ledger_transaction_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT ledger_transaction_reverses_fkey FOREIGN KEY (reverses) REFERENCES ledger_transaction (id),
  CONSTRAINT ledger_transaction_amount_check CHECK (amount_minor > 0 AND typeof(amount_minor) = 'integer'),
  CONSTRAINT ledger_transaction_kind_check CHECK (kind IN ('grant', 'top_up', 'reclaim', 'purchase', 'refund', 'hold', 'release', 'payout', 'reversal')),
  CONSTRAINT ledger_transaction_effect_check CHECK ((kind = 'reversal') = (reverses IS NOT NULL) AND (kind = 'reversal' OR kind = effect)),
  CONSTRAINT ledger_transaction_side_check CHECK (side IN ('partner', 'provider')),
  CONSTRAINT ledger_transaction_via_check CHECK (via IN ('portal', 'api', 'system'))
);
-- Undone once.
CREATE UNIQUE INDEX ledger_transaction_reversed_once ON ledger_transaction (reverses) WHERE reverses IS NOT NULL;
-- A reference is used once by a kind: of a partner, and of each of its customers.
CREATE UNIQUE INDEX ledger_transaction_partner_reference ON ledger_transaction (partner_id, kind, reference) WHERE reference IS NOT NULL AND account_id IS NULL;
CREATE UNIQUE INDEX ledger_transaction_account_reference ON ledger_transaction (partner_id, account_id, kind, reference) WHERE reference IS NOT NULL AND account_id IS NOT NULL AND kind IN ('purchase', 'refund', 'payout');
CREATE INDEX ledger_transaction_by_time ON ledger_transaction (at_us, id);
CREATE INDEX ledger_transaction_of_partner ON ledger_transaction (partner_id, at_us, id);
CREATE INDEX ledger_transaction_of_account ON ledger_transaction (account_id, at_us, id) WHERE account_id IS NOT NULL;

-- Asked for by one person, done when another one of the same side approves.
CREATE TABLE credit_request (
  id TEXT NOT NULL,
  side TEXT NOT NULL,
  kind TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  reference TEXT,
  note TEXT,
  reverses TEXT,
  asked_kind TEXT NOT NULL,
  asked_id TEXT NOT NULL,
  asked_name TEXT NOT NULL,
  via TEXT NOT NULL,
  asked_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  holds BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  decided_kind TEXT,
  decided_id TEXT,
  decided_name TEXT,
  decided_at_us BIGINT,
  reason TEXT,
  transaction_id TEXT,
  version BIGINT NOT NULL,
  CONSTRAINT credit_request_pkey PRIMARY KEY (id),
  CONSTRAINT credit_request_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT credit_request_transaction_fkey FOREIGN KEY (transaction_id) REFERENCES ledger_transaction (id),
  CONSTRAINT credit_request_side_check CHECK (side IN ('partner', 'provider')),
  CONSTRAINT credit_request_state_check CHECK (state IN ('pending_approval', 'approved', 'rejected', 'withdrawn', 'expired')),
  CONSTRAINT credit_request_decided_check CHECK ((state = 'pending_approval') = (decided_at_us IS NULL)),
  CONSTRAINT credit_request_done_check CHECK ((state = 'approved') = (transaction_id IS NOT NULL)),
  CONSTRAINT credit_request_second_person_check CHECK (state NOT IN ('approved', 'rejected') OR decided_id <> asked_id),
  CONSTRAINT credit_request_amount_check CHECK (amount_minor > 0 AND typeof(amount_minor) = 'integer')
);
CREATE INDEX credit_request_of_provider ON credit_request (side, id);
CREATE INDEX credit_request_of_partner ON credit_request (partner_id, side, id);
CREATE INDEX credit_request_waiting ON credit_request (expires_at_us, id) WHERE state = 'pending_approval';
CREATE UNIQUE INDEX credit_request_reference ON credit_request (partner_id, kind, (COALESCE(account_id, '')), reference) WHERE reference IS NOT NULL AND state = 'pending_approval';
CREATE UNIQUE INDEX credit_request_reverses ON credit_request (reverses) WHERE reverses IS NOT NULL AND state = 'pending_approval';

-- Credit of a customer that the provider's billing set aside.
CREATE TABLE credit_hold (
  id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  reference TEXT NOT NULL,
  note TEXT,
  placed_at_us BIGINT NOT NULL,
  placed_by TEXT NOT NULL,
  released_at_us BIGINT,
  released_by TEXT,
  CONSTRAINT credit_hold_pkey PRIMARY KEY (id),
  CONSTRAINT credit_hold_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT credit_hold_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT credit_hold_placed_fkey FOREIGN KEY (placed_by) REFERENCES ledger_transaction (id),
  CONSTRAINT credit_hold_released_fkey FOREIGN KEY (released_by) REFERENCES ledger_transaction (id),
  CONSTRAINT credit_hold_released_check CHECK ((released_at_us IS NULL) = (released_by IS NULL)),
  CONSTRAINT credit_hold_amount_check CHECK (amount_minor > 0 AND typeof(amount_minor) = 'integer')
);
CREATE UNIQUE INDEX credit_hold_reference ON credit_hold (partner_id, account_id, reference);
CREATE INDEX credit_hold_of_account ON credit_hold (partner_id, account_id, id);

-- At or below it partner and customer are told.
CREATE TABLE credit_alert_level (
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  level_minor BIGINT,
  version BIGINT NOT NULL,
  CONSTRAINT credit_alert_level_pkey PRIMARY KEY (partner_id, account_id),
  CONSTRAINT credit_alert_level_check CHECK (level_minor > 0)
);

-- What was told, once a day each.
CREATE TABLE credit_alert (
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  CONSTRAINT credit_alert_pkey PRIMARY KEY (day, partner_id, account_id, kind),
  CONSTRAINT credit_alert_kind_check CHECK (kind IN ('level', 'zero', 'arrears', 'days_left'))
);

-- The ledger held against the provider's directory, once a day.
CREATE TABLE credit_comparison (
  day TEXT NOT NULL,
  compared BIGINT NOT NULL,
  finished_at_us BIGINT NOT NULL,
  CONSTRAINT credit_comparison_pkey PRIMARY KEY (day)
);
CREATE TABLE credit_difference (
  day TEXT NOT NULL,
  account_id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  ledger_minor BIGINT NOT NULL,
  directory_minor BIGINT NOT NULL,
  seen_at_us BIGINT NOT NULL,
  CONSTRAINT credit_difference_pkey PRIMARY KEY (day, account_id)
);
