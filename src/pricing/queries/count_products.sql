-- How many products the search finds.
SELECT COUNT(*) FROM product
WHERE (CAST(:search AS TEXT) = '' OR REPLACE(search_text, :search, '') <> search_text)
