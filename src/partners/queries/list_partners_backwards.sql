-- A page of partners from the end, with their service accounts, one row an account.
-- The id sorts by the time of making, so sorting by created_at has an empty key.
SELECT page.id, page.name, page.legal_name, page.tax_code, page.version, page.suspended_at_us,
       page.created_at_us, page.sort_key, account.email
FROM (SELECT partner.id, organization.name, partner.legal_name, partner.tax_code, partner.version,
             organization.suspended_at_us, partner.created_at_us,
             CASE WHEN CAST(:sort AS TEXT) = 'name' THEN organization.folded_name ELSE '' END AS sort_key
      FROM partner
      JOIN organization ON organization.id = partner.id
      WHERE (CAST(:search AS TEXT) = ''
             OR REPLACE(partner.search_text, :search, '') <> partner.search_text)
        AND (CAST(:suspended AS BOOLEAN) IS NULL
             OR (organization.suspended_at_us IS NOT NULL) = :suspended)
        AND (CASE WHEN :sort = 'name' THEN organization.folded_name ELSE '' END, partner.id)
            < (:after_key, :after_id)
      ORDER BY sort_key DESC, partner.id DESC
      LIMIT :batch) AS page
JOIN partner_service_account AS account ON account.partner_id = page.id
ORDER BY page.sort_key DESC, page.id DESC, account.email
