-- How many partners the filter finds.
SELECT COUNT(*) FROM partner
JOIN organization ON organization.id = partner.id
WHERE (CAST(:search AS TEXT) = '' OR REPLACE(partner.search_text, :search, '') <> partner.search_text)
  AND (CAST(:suspended AS BOOLEAN) IS NULL OR (organization.suspended_at_us IS NOT NULL) = :suspended)
