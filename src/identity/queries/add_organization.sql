-- A company that people sign in to.
INSERT INTO organization (id, name, folded_name, suspended_at_us) VALUES (:id, :name, :folded_name, NULL)
