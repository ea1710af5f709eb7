-- The end of the chain.
SELECT place, mac FROM audit_seal ORDER BY place DESC LIMIT 1
