-- The second factor of people, and who tried to sign in (in the file of each engine, since its order
-- comes from the engine's own counter).

-- Waits for its confirmation until `expires_at_us`, or is on since `enabled_at_us`. The key is sealed
-- for its person under the installation's key.
CREATE TABLE second_factor (
  person_id TEXT NOT NULL,
  sealed_key TEXT NOT NULL,
  last_step BIGINT NOT NULL,
  expires_at_us BIGINT,
  enabled_at_us BIGINT,
  CONSTRAINT second_factor_pkey PRIMARY KEY (person_id),
  CONSTRAINT second_factor_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT second_factor_state_check CHECK ((expires_at_us IS NULL) <> (enabled_at_us IS NULL))
);

-- The code itself is not stored, only its MAC under the installation's key.
CREATE TABLE recovery_code (
  person_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  used_at_us BIGINT,
  CONSTRAINT recovery_code_pkey PRIMARY KEY (person_id, code_hash),
  CONSTRAINT recovery_code_person_fkey FOREIGN KEY (person_id) REFERENCES person (id)
);
