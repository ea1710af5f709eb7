-- What the platform itself keeps: answers to repeated requests, background work, and marks of the
-- installation.

-- The first 2xx answer to a request with an Idempotency-Key, stored in the transaction of its effect.
CREATE TABLE idempotency_key (
  tenant TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  key TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  status BIGINT NOT NULL,
  content_type TEXT,
  etag TEXT,
  location TEXT,
  body TEXT NOT NULL,
  created_at_us BIGINT NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (tenant, method, path, key),
  CONSTRAINT idempotency_key_status CHECK (status BETWEEN 200 AND 299)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at_us);

-- One row for each piece of background work; the row of a recurring job has its name as its id. A
-- row that runs is leased: when its worker vanishes, it is due again at lease_until_us.
CREATE TABLE job (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at_us BIGINT NOT NULL,
  lease_until_us BIGINT,
  leased_by TEXT,
  attempts BIGINT NOT NULL,
  last_error TEXT,
  created_at_us BIGINT NOT NULL,
  CONSTRAINT job_pkey PRIMARY KEY (id),
  CONSTRAINT job_state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
  CONSTRAINT job_lease CHECK ((state = 'running') = (lease_until_us IS NOT NULL)),
  CONSTRAINT job_attempts CHECK (attempts >= 0)
);
CREATE INDEX job_due ON job (run_at_us) WHERE state = 'waiting';
CREATE INDEX job_leased ON job (lease_until_us) WHERE state = 'running';

-- Marks of this installation, such as that it holds demo data.
CREATE TABLE installation (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT installation_pkey PRIMARY KEY (name)
);
