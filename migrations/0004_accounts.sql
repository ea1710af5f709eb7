-- The provider's directory of service accounts. With a local directory the table `account` is the
-- truth; with a remote one it keeps what was last seen, and `gone` marks what the provider no longer
-- knows. An address belongs to at most one account that is not gone.
CREATE TABLE account (
  id                   TEXT    NOT NULL,
  external_id          TEXT    NOT NULL,
  email                TEXT    NOT NULL,
  name                 TEXT    NOT NULL,
  folded_name          TEXT    NOT NULL,
  language             TEXT    NOT NULL,
  kind                 TEXT    NOT NULL,
  verified             BOOLEAN NOT NULL,
  payment_type         TEXT    NOT NULL,
  credit_balance_minor BIGINT  NOT NULL,
  credit_held_minor    BIGINT  NOT NULL,
  credit_advance_minor BIGINT  NOT NULL,
  currency             TEXT    NOT NULL,
  services_in_use      BIGINT  NOT NULL,
  provider_discount    BOOLEAN NOT NULL,
  in_poc               BOOLEAN NOT NULL,
  provider_customer    BOOLEAN NOT NULL,
  gone                 BOOLEAN NOT NULL,
  seen_at_us           BIGINT  NOT NULL,
  created_at_us        BIGINT  NOT NULL,
  version              BIGINT  NOT NULL,
  CONSTRAINT account_id PRIMARY KEY (id),
  CONSTRAINT account_email_present CHECK (email <> ''),
  CONSTRAINT account_language CHECK (language IN ('vi', 'en')),
  CONSTRAINT account_kind CHECK (kind IN ('individual', 'enterprise')),
  CONSTRAINT account_payment_type CHECK (payment_type IN ('prepaid', 'postpaid')),
  CONSTRAINT account_credit_balance CHECK (typeof(credit_balance_minor) = 'integer'),
  CONSTRAINT account_credit_held CHECK (typeof(credit_held_minor) = 'integer' AND credit_held_minor >= 0),
  CONSTRAINT account_credit_advance
    CHECK (typeof(credit_advance_minor) = 'integer' AND credit_advance_minor >= 0),
  CONSTRAINT account_currency CHECK (length(currency) = 3),
  CONSTRAINT account_services_in_use CHECK (typeof(services_in_use) = 'integer' AND services_in_use >= 0),
  CONSTRAINT account_version CHECK (typeof(version) = 'integer' AND version >= 1)
);

CREATE UNIQUE INDEX account_email ON account (email) WHERE NOT gone;
CREATE INDEX account_any_email ON account (email, id);
CREATE UNIQUE INDEX account_external_id ON account (external_id) WHERE external_id <> '';
CREATE INDEX account_folded_name ON account (folded_name, id);

-- The folded words of name, address and external number, for search by word prefix.
CREATE TABLE account_word (
  account_id TEXT NOT NULL,
  word       TEXT NOT NULL,
  CONSTRAINT account_word_key PRIMARY KEY (account_id, word),
  CONSTRAINT account_word_account FOREIGN KEY (account_id) REFERENCES account (id)
);

CREATE INDEX account_word_word ON account_word (word, account_id);

-- Append-only: one row for each change, with the facts as they were after it.
CREATE TABLE account_history (
  account_id     TEXT   NOT NULL,
  version        BIGINT NOT NULL,
  change         TEXT   NOT NULL,
  source         TEXT   NOT NULL,
  facts          TEXT   NOT NULL,
  at_us          BIGINT NOT NULL,
  origin_kind    TEXT   NOT NULL,
  origin_id      TEXT   NOT NULL,
  origin_name    TEXT   NOT NULL,
  origin_address TEXT   NOT NULL,
  CONSTRAINT account_history_key PRIMARY KEY (account_id, version),
  CONSTRAINT account_history_account FOREIGN KEY (account_id) REFERENCES account (id),
  CONSTRAINT account_history_change CHECK (change IN ('created', 'updated', 'gone', 'returned')),
  CONSTRAINT account_history_source CHECK (source IN ('api', 'import', 'remote', 'demo'))
);
