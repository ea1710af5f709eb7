-- Keeps the answer to a key, in the transaction of its effect.
INSERT INTO idempotency_key
  (tenant, method, path, key, body_sha256, status, content_type, etag, location, body,
   created_at_us)
VALUES
  (:tenant, :method, :path, :key, :body_sha256, :status, :content_type, :etag, :location, :body,
   :created_at_us)
