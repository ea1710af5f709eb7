-- A condition that is not asked for is a range of everything.
registration.status IN ({part every_status})
    AND registration.role BETWEEN :role_from AND :role_to
    AND COALESCE(registration.owner_id, '') BETWEEN :owner_from AND :owner_to
