-- Tries to sign in that were judged, by the hash of the address that was typed, whether or not it is
-- anybody's. Never changed; forgotten by age.
CREATE TABLE sign_in (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY CONSTRAINT sign_in_pkey PRIMARY KEY,
  email_hash TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  address TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  CONSTRAINT sign_in_outcome_check CHECK (outcome IN ('signed_in', 'signed_in_by_recovery_code',
                                                      'wrong_password', 'code_missing', 'wrong_code'))
);
CREATE INDEX sign_in_of_email ON sign_in (email_hash, sequence);
CREATE INDEX sign_in_age ON sign_in (at_us);
CREATE TRIGGER sign_in_append_only BEFORE UPDATE OR TRUNCATE ON sign_in
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
