-- A partner with its name and state, which identity keeps.
SELECT partner.id, organization.name, partner.legal_name, partner.tax_code, partner.version,
       organization.suspended_at_us, partner.created_at_us
FROM partner
JOIN organization ON organization.id = partner.id
WHERE partner.id = :id
