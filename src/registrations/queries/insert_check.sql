-- One run of the rules with the facts that it saw.
INSERT INTO eligibility_check (id, partner_id, email, registration_id, occasion, at_us, failed_rules, facts)
VALUES (:id, :partner_id, :email, :registration_id, :occasion, :at_us, :failed_rules, :facts)
