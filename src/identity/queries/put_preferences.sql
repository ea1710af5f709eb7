-- The first preferences of a person, or other ones.
INSERT INTO person_preferences (person_id, theme, page_size, hidden_columns, version)
VALUES (:person_id, :theme, :page_size, :hidden_columns, :version)
ON CONFLICT (person_id) DO UPDATE SET
  theme = excluded.theme, page_size = excluded.page_size,
  hidden_columns = excluded.hidden_columns, version = excluded.version
