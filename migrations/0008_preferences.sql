-- How people like the page. Whoever never changed anything has no row.
CREATE TABLE person_preferences (
  person_id TEXT NOT NULL,
  theme TEXT NOT NULL,
  page_size BIGINT NOT NULL,
  hidden_columns TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT person_preferences_pkey PRIMARY KEY (person_id),
  CONSTRAINT person_preferences_person_fkey FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_preferences_theme_check CHECK (theme IN ('system', 'light', 'dark'))
);
