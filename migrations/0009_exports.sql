-- Of which table an export is: every room may contribute some. Without a word it is the table that was there
-- first, so that a copy of the program that does not know the column can go on beside a newer one.
ALTER TABLE export ADD COLUMN table_name TEXT NOT NULL DEFAULT 'registrations';
