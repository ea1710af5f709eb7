-- The name of a company that people sign in to.
SELECT name FROM organization WHERE id = :id
