-- Registrations: a partner's request that an account become its customer, and everything kept about it.

CREATE TABLE registration (
  id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  email TEXT NOT NULL,
  account_name TEXT NOT NULL,
  friendly_name TEXT,
  sort_name TEXT NOT NULL,
  role TEXT NOT NULL,
  owner_id TEXT,
  status TEXT NOT NULL,
  registered_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  customer_decided_at_us BIGINT,
  provider_decided_at_us BIGINT,
  confirmed_at_us BIGINT,
  sort_confirmed_us BIGINT GENERATED ALWAYS AS (COALESCE(confirmed_at_us, 0)) STORED,
  due_at_us BIGINT,
  reason_code TEXT,
  reason TEXT,
  unmet_rules TEXT NOT NULL,
  superseded_by TEXT,
  consent_nonce TEXT NOT NULL,
  consent_sends BIGINT NOT NULL,
  consent_text_version TEXT NOT NULL,
  consent_sent_at_us BIGINT NOT NULL,
  consent_wrong_codes BIGINT NOT NULL,
  retract_wrong_codes BIGINT NOT NULL,
  reminders_sent BIGINT NOT NULL,
  overdue_mailed BOOLEAN NOT NULL,
  mail_id TEXT,
  version BIGINT NOT NULL,
  CONSTRAINT registration_pkey PRIMARY KEY (id),
  CONSTRAINT registration_account_fkey FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT registration_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT registration_status_check CHECK (status IN ('pending_customer', 'pending_provider', 'confirmed', 'declined', 'rejected', 'expired', 'withdrawn', 'superseded', 'ended')),
  CONSTRAINT registration_confirmed_check CHECK ((status IN ('confirmed', 'ended')) = (confirmed_at_us IS NOT NULL)),
  CONSTRAINT registration_agreed_check CHECK (status NOT IN ('pending_provider', 'confirmed', 'rejected', 'ended') OR customer_decided_at_us IS NOT NULL),
  CONSTRAINT registration_codes_check CHECK (consent_wrong_codes BETWEEN 0 AND 5 AND retract_wrong_codes BETWEEN 0 AND 5)
);

-- The guards of "one partner at a time" and of `already_requested`, should a rule ever fail to see.
CREATE UNIQUE INDEX registration_one_holder ON registration (account_id) WHERE status IN ('pending_provider', 'confirmed');
CREATE UNIQUE INDEX registration_one_request ON registration (partner_id, account_id) WHERE status = 'pending_customer';

CREATE INDEX registration_by_account ON registration (account_id, status);
CREATE INDEX registration_by_expiry ON registration (status, expires_at_us, id, reminders_sent, consent_wrong_codes) WHERE status = 'pending_customer';
CREATE INDEX registration_by_due ON registration (status, overdue_mailed, due_at_us, id) WHERE status = 'pending_provider' AND overdue_mailed = FALSE;
CREATE INDEX registration_by_superseder ON registration (superseded_by) WHERE superseded_by IS NOT NULL;

-- One index for each order of the list, within a partner and over the channel; a page starts in the middle
-- of it. Rows that are equal by the first column come by registration. Those of role and owner hold what
-- a filter asks, so that counting needs no rows.
CREATE INDEX registration_by_registered ON registration (partner_id, registered_at_us, id);
CREATE INDEX registration_by_name ON registration (partner_id, sort_name, registered_at_us, id);
CREATE INDEX registration_by_email ON registration (partner_id, email, registered_at_us, id);
CREATE INDEX registration_by_status ON registration (partner_id, status, registered_at_us, id);
CREATE INDEX registration_by_role ON registration (partner_id, role, registered_at_us, id, status, owner_id);
CREATE INDEX registration_by_confirmed ON registration (partner_id, sort_confirmed_us, registered_at_us, id);
CREATE INDEX registration_channel_by_registered ON registration (registered_at_us, id);
CREATE INDEX registration_channel_by_email ON registration (email, registered_at_us, id);
CREATE INDEX registration_channel_by_status ON registration (status, registered_at_us, id);
CREATE INDEX registration_channel_by_role ON registration (role, registered_at_us, id, status, owner_id);
CREATE INDEX registration_channel_by_confirmed ON registration (sort_confirmed_us, registered_at_us, id);
CREATE INDEX registration_by_owner ON registration (owner_id, partner_id, status, role, id) WHERE owner_id IS NOT NULL;

-- How many registrations a partner has in each state, kept in the write that changes one.
CREATE TABLE registration_count (
  partner_id TEXT NOT NULL,
  status TEXT NOT NULL,
  registrations BIGINT NOT NULL,
  CONSTRAINT registration_count_pkey PRIMARY KEY (partner_id, status),
  CONSTRAINT registration_count_check CHECK (registrations >= 0)
);

-- Every change of state; append-only.
CREATE TABLE registration_history (
  registration_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  at_us BIGINT NOT NULL,
  event TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  origin_kind TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  origin_name TEXT NOT NULL,
  origin_address TEXT NOT NULL,
  reason_code TEXT,
  reason TEXT,
  facts TEXT,
  CONSTRAINT registration_history_pkey PRIMARY KEY (registration_id, sequence),
  CONSTRAINT registration_history_registration_fkey FOREIGN KEY (registration_id) REFERENCES registration (id)
);

-- Every run of the eligibility rules, with the facts it saw; append-only.
CREATE TABLE eligibility_check (
  id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  email TEXT NOT NULL,
  registration_id TEXT,
  occasion TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  failed_rules TEXT NOT NULL,
  facts TEXT,
  CONSTRAINT eligibility_check_pkey PRIMARY KEY (id),
  CONSTRAINT eligibility_check_occasion_check CHECK (occasion IN ('check', 'add', 'agree', 'approve'))
);
CREATE INDEX eligibility_check_by_registration ON eligibility_check (registration_id, at_us);

-- Checks of a partner and day that ended without a request being sent.
CREATE TABLE eligibility_quota (
  partner_id TEXT NOT NULL,
  day TEXT NOT NULL,
  checks BIGINT NOT NULL,
  unknown_accounts BIGINT NOT NULL,
  CONSTRAINT eligibility_quota_pkey PRIMARY KEY (partner_id, day)
);

-- What the customer agreed to; append-only.
CREATE TABLE consent_receipt (
  id TEXT NOT NULL,
  registration_id TEXT NOT NULL,
  agreed_at_us BIGINT NOT NULL,
  text_version TEXT NOT NULL,
  language TEXT NOT NULL,
  address TEXT NOT NULL,
  statement TEXT NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT consent_receipt_pkey PRIMARY KEY (id),
  CONSTRAINT consent_receipt_registration_fkey FOREIGN KEY (registration_id) REFERENCES registration (id)
);
CREATE UNIQUE INDEX consent_receipt_one ON consent_receipt (registration_id);

-- A list too long to be answered at once, written by a job and kept for a day. `asked` is the filter and
-- sort as they were asked; the file lies in base64 pieces, so that every copy of the program can serve it.
CREATE TABLE export (
  id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  partner_id TEXT,
  language TEXT NOT NULL,
  format TEXT NOT NULL,
  asked TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  rows_total BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  created_at_us BIGINT NOT NULL,
  CONSTRAINT export_pkey PRIMARY KEY (id),
  CONSTRAINT export_format_check CHECK (format IN ('csv', 'xlsx')),
  CONSTRAINT export_state_check CHECK (state IN ('queued', 'running', 'done', 'failed'))
);
CREATE INDEX export_by_age ON export (created_at_us, id);
CREATE INDEX export_by_owner ON export (owner_id, state);

CREATE TABLE export_chunk (
  export_id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  content TEXT NOT NULL,
  CONSTRAINT export_chunk_pkey PRIMARY KEY (export_id, sequence),
  CONSTRAINT export_chunk_export_fkey FOREIGN KEY (export_id) REFERENCES export (id)
);
