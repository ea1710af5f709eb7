-- How a person likes the page.
SELECT theme, page_size, hidden_columns, version
FROM person_preferences
WHERE person_id = :person_id
