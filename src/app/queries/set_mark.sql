-- Marks this installation; a mark is set once.
INSERT INTO installation (name, value) VALUES (:name, :value)
