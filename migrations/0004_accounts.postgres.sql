-- The history of the directory is never changed or removed.
CREATE TRIGGER account_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON account_history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
