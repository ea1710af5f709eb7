-- Folded words to search by. A partner's rows have the words of friendly name and address; the provider's
-- (partner_id '') those of account name, address and partner name. The key is the whole row, so the table is its index.
CREATE TABLE registration_word (
  partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  registration_id TEXT NOT NULL,
  CONSTRAINT registration_word_pkey PRIMARY KEY (partner_id, word, registration_id)
) WITHOUT ROWID;
CREATE INDEX registration_word_by_registration ON registration_word (registration_id, partner_id, word);

CREATE TRIGGER registration_history_no_update BEFORE UPDATE ON registration_history
BEGIN SELECT RAISE(ABORT, 'registration_history_append_only'); END;
CREATE TRIGGER registration_history_no_delete BEFORE DELETE ON registration_history
BEGIN SELECT RAISE(ABORT, 'registration_history_append_only'); END;

CREATE TRIGGER eligibility_check_no_update BEFORE UPDATE ON eligibility_check
BEGIN SELECT RAISE(ABORT, 'eligibility_check_append_only'); END;
CREATE TRIGGER eligibility_check_no_delete BEFORE DELETE ON eligibility_check
BEGIN SELECT RAISE(ABORT, 'eligibility_check_append_only'); END;

CREATE TRIGGER consent_receipt_no_update BEFORE UPDATE ON consent_receipt
BEGIN SELECT RAISE(ABORT, 'consent_receipt_append_only'); END;
CREATE TRIGGER consent_receipt_no_delete BEFORE DELETE ON consent_receipt
BEGIN SELECT RAISE(ABORT, 'consent_receipt_append_only'); END;
