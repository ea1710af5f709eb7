-- Reseller companies, their own service accounts, and who is whose customer.

-- `search_text` is everything a partner is searched by, folded.
CREATE TABLE partner (
  id TEXT NOT NULL,
  legal_name TEXT NOT NULL,
  tax_code TEXT NOT NULL,
  search_text TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at_us BIGINT NOT NULL,
  CONSTRAINT partner_pkey PRIMARY KEY (id),
  CONSTRAINT partner_tax_code_key UNIQUE (tax_code),
  CONSTRAINT partner_organization_fkey FOREIGN KEY (id) REFERENCES organization (id)
);

CREATE TABLE partner_service_account (
  email TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  CONSTRAINT partner_service_account_pkey PRIMARY KEY (email),
  CONSTRAINT partner_service_account_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id)
);
CREATE INDEX partner_service_account_of ON partner_service_account (partner_id, email);

-- The guard that no account has two partners: one row an account. Without `since` it is a claim,
-- with `since` a customer, with `until` a customer who left, whose row the next claim takes over.
CREATE TABLE customer (
  account_id TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  registration_id TEXT NOT NULL,
  claimed_at_us BIGINT NOT NULL,
  since_at_us BIGINT,
  until_at_us BIGINT,
  CONSTRAINT customer_pkey PRIMARY KEY (account_id),
  CONSTRAINT customer_partner_fkey FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT customer_since_until_check
    CHECK (until_at_us IS NULL OR (since_at_us IS NOT NULL AND until_at_us >= since_at_us))
);
CREATE INDEX customer_of ON customer (partner_id, account_id);
