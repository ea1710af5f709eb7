-- The audit trail, sealed: each row of it gets, soon after it became visible, a place in a chain whose MAC
-- is over the place before it and the whole row, so that a changed, removed or swapped row is found.
CREATE TABLE audit_seal (
  place BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT audit_seal_pkey PRIMARY KEY (place),
  CONSTRAINT audit_seal_sequence_key UNIQUE (sequence)
);
