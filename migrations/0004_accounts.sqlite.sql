-- The history of the directory is never changed or removed.
CREATE TRIGGER account_history_no_update BEFORE UPDATE ON account_history
BEGIN SELECT RAISE(ABORT, 'account_history_append_only'); END;
CREATE TRIGGER account_history_no_delete BEFORE DELETE ON account_history
BEGIN SELECT RAISE(ABORT, 'account_history_append_only'); END;
