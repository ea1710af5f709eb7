-- A page of products.
-- variant by.code                 key = code      | direction = ASC  | beyond = >
-- variant by.code_backwards       key = code      | direction = DESC | beyond = <
-- variant by.name                 key = sort_name | direction = ASC  | beyond = >
-- variant by.name_backwards       key = sort_name | direction = DESC | beyond = <
SELECT id, code, name, created_at_us, version, {key} AS sort_key FROM product
WHERE (CAST(:search AS TEXT) = '' OR REPLACE(search_text, :search, '') <> search_text)
  AND (CAST(:after_id AS TEXT) IS NULL OR ({key}, id) {beyond} (:after_key, :after_id))
ORDER BY {key} {direction}, id {direction} LIMIT :limit
