-- Lines of the audit log go from its old end only, all up to an instant, and never those of the last day. A
-- setting that the asker could make (proletto.audit_kept_from) opened a way for single recent lines.

drop trigger audit_log_append_only on audit_log;

create or replace function audit_log_keep() returns trigger language plpgsql as $$
begin
    raise exception 'lines of the audit log are neither changed nor removed'
        using errcode = 'insufficient_privilege';
end $$;

create function audit_log_from_its_end() returns trigger language plpgsql as $$
declare
    youngest timestamptz := (select max(at) from gone);
    newest timestamptz := (select max(at) from audit_log);
begin
    if youngest is not null
        and (newest is null or youngest > newest - interval '1 day'
             or exists (select from audit_log where at <= youngest)) then
        raise exception 'lines of the audit log are neither changed nor removed'
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;

create trigger audit_log_append_only before update on audit_log
    for each row execute function audit_log_keep();
create trigger audit_log_from_its_end after delete on audit_log
    referencing old table as gone
    for each statement execute function audit_log_from_its_end();

-- The application may be a role that can add lines and do nothing else to them; this is how it lets go those
-- whose time is over, as the owner, whose rule above holds all the same.
create function audit_log_forget(before timestamptz) returns bigint language plpgsql security definer as $$
declare
    removed bigint;
begin
    delete from audit_log where at < before;
    get diagnostics removed = row_count;
    return removed;
end $$;

-- A temporary table of the same name must not stand in for the log.
do $$
begin
    execute format('alter function audit_log_forget(timestamptz) set search_path = %I, pg_temp', current_schema());
    execute format('alter function audit_log_from_its_end() set search_path = %I, pg_temp', current_schema());
end $$;
