-- One more link.
INSERT INTO audit_seal (place, sequence, mac) VALUES (:place, :sequence, :mac)
