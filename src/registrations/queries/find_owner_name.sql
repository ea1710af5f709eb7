-- What the person who looks after registrations is called.
SELECT name FROM person WHERE id = :id
