-- The trail of every change: append-only, ordered by its own counter and not by the clock.
CREATE TABLE audit_entry (
  sequence INTEGER NOT NULL CONSTRAINT audit_entry_pkey PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  at_us BIGINT NOT NULL,
  origin_kind TEXT NOT NULL,
  origin_id TEXT NOT NULL,
  origin_name TEXT NOT NULL,
  origin_address TEXT NOT NULL,
  change TEXT NOT NULL,
  subject TEXT NOT NULL,
  partner_id TEXT,
  details TEXT NOT NULL,
  CONSTRAINT audit_entry_id_key UNIQUE (id)
);
CREATE INDEX audit_entry_of_partner ON audit_entry (partner_id, sequence);
CREATE INDEX audit_entry_of_subject ON audit_entry (subject, sequence);
CREATE INDEX audit_entry_of_origin ON audit_entry (origin_id, sequence);
CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry_append_only'); END;
CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry_append_only'); END;
