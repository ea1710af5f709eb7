-- Folded words to search by. A partner's rows have the words of friendly name and address; the provider's
-- (partner_id '') those of account name, address and partner name.
CREATE TABLE registration_word (
  partner_id TEXT NOT NULL,
  word TEXT NOT NULL,
  registration_id TEXT NOT NULL,
  CONSTRAINT registration_word_pkey PRIMARY KEY (partner_id, word, registration_id)
);
CREATE INDEX registration_word_by_registration ON registration_word (registration_id, partner_id, word);

CREATE TRIGGER registration_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON registration_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER eligibility_check_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON eligibility_check
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_receipt
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
