-- People, their sessions and keys, the companies that they belong to, and the audit trail
-- (in the file of each engine, since its order comes from the engine's own counter).

-- A partner as far as signing in is concerned; the room partners keeps the rest of it.
CREATE TABLE organization (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  suspended_at_us BIGINT,
  CONSTRAINT organization_pkey PRIMARY KEY (id)
);

-- `side` is the partner's id or 'provider'. One address may be invited by several sides, so that an
-- invitation tells nobody whether the address is known; only one of them can become active.
CREATE TABLE person (
  id TEXT NOT NULL,
  side TEXT NOT NULL,
  partner_id TEXT,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  password_hash TEXT,
  invitation_nonce TEXT,
  invitation_expires_at_us BIGINT,
  reset_nonce TEXT,
  reset_expires_at_us BIGINT,
  version BIGINT NOT NULL,
  created_at_us BIGINT NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_organization_fkey FOREIGN KEY (partner_id) REFERENCES organization (id),
  CONSTRAINT person_side_check CHECK (side = COALESCE(partner_id, 'provider')),
  CONSTRAINT person_language_check CHECK (language IN ('vi', 'en')),
  CONSTRAINT person_state_check CHECK (state IN ('invited', 'active', 'removed')),
  CONSTRAINT person_password_check CHECK ((state = 'active') = (password_hash IS NOT NULL))
);
CREATE UNIQUE INDEX person_side_email ON person (side, email) WHERE state <> 'removed';
CREATE UNIQUE INDEX person_active_email ON person (email) WHERE state = 'active';
CREATE INDEX person_side_name ON person (side, folded_name, id);

CREATE TABLE person_role (
  person_id TEXT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT person_role_pkey PRIMARY KEY (person_id, role),
  CONSTRAINT person_role_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_role_check CHECK (role IN ('partner_admin', 'sales', 'finance', 'viewer',
                                               'provider_admin', 'approver', 'auditor'))
);

-- The cookie itself is not stored, only its SHA-256.
CREATE TABLE session (
  id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  person_id TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  last_seen_at_us BIGINT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_token_key UNIQUE (token_hash),
  CONSTRAINT session_person_fkey FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX session_of_person ON session (person_id);
CREATE INDEX session_age ON session (last_seen_at_us);

CREATE TABLE api_key (
  id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  name TEXT NOT NULL,
  partner_id TEXT,
  role TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  expires_at_us BIGINT NOT NULL,
  revoked_at_us BIGINT,
  CONSTRAINT api_key_pkey PRIMARY KEY (id),
  CONSTRAINT api_key_token_key UNIQUE (token_hash),
  CONSTRAINT api_key_organization_fkey FOREIGN KEY (partner_id) REFERENCES organization (id)
);

-- Tries that failed, by a key that names what is slowed down: a person at an address, a person, an
-- address. Rows are forgotten when they have been quiet for a while.
CREATE TABLE sign_in_throttle (
  throttle_key TEXT NOT NULL,
  failures BIGINT NOT NULL,
  last_at_us BIGINT NOT NULL,
  CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (throttle_key)
);
CREATE INDEX sign_in_throttle_age ON sign_in_throttle (last_at_us);
