DELETE FROM mail_hold WHERE hold_key = :hold_key
