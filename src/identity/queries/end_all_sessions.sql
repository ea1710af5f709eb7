-- Of everybody, when the database is a restored one.
DELETE FROM session
