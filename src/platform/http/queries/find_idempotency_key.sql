-- The answer that was given to this key, and the hash of the body that it was given to.
SELECT body_sha256, status, content_type, etag, location, body
FROM idempotency_key
WHERE tenant = :tenant AND method = :method AND path = :path AND key = :key
