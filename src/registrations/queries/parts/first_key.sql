-- The same of the first sort key, where no index gives the order.
CASE CAST(:first AS TEXT)
    WHEN 'registered_at' THEN CAST(registration.registered_at_us AS TEXT)
    WHEN 'email' THEN registration.email
    WHEN 'friendly_name' THEN registration.sort_name
    WHEN 'status' THEN registration.status
    WHEN 'role' THEN registration.role
    ELSE CAST(registration.sort_confirmed_us AS TEXT)
  END
