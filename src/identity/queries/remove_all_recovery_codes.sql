-- Of everybody, when the database is a restored one: they may be used up since.
DELETE FROM recovery_code
