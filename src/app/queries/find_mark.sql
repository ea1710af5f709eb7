-- A mark of this installation, such as that it holds demo data.
SELECT value FROM installation WHERE name = :name
