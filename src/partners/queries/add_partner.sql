-- The company; its name is kept by identity.
INSERT INTO partner (id, legal_name, tax_code, search_text, version, created_at_us)
VALUES (:id, :legal_name, :tax_code, :search_text, 1, :now)
