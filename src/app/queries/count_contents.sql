-- How much somebody put into this database: nothing in an empty one.
SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM organization)
  + (SELECT COUNT(*) FROM account) AS total
