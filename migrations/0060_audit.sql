-- Who did what, to what, when and from where. Lines are added and read, and go when their time is over;
-- nothing else happens to them, whoever asks.

create table audit_log (
    id         uuid primary key,
    at         timestamptz not null,
    action     text not null,
    actor      text not null constraint audit_log_actor_kind check (actor in ('person', 'rule', 'operator', 'nobody')),
    -- No foreign key: the line outlives the account, and holds no name that would have to be removed.
    actor_id   uuid,
    actor_rule text,
    object     text,
    object_id  text,
    notes      jsonb not null,
    address    inet,
    request_id text
);
create index audit_log_at on audit_log (at desc, id desc);
create index audit_log_actor on audit_log (actor_id, at desc);
create index audit_log_object on audit_log (object_id, at desc);

-- The job that forgets names, inside its transaction, the instant from which on lines are kept.
create function audit_log_keep() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.at < nullif(current_setting('proletto.audit_kept_from', true), '')::timestamptz then
            return old;
        end if;
    end if;
    raise exception 'lines of the audit log are neither changed nor removed'
        using errcode = 'insufficient_privilege';
end $$;

create trigger audit_log_append_only before update or delete on audit_log
    for each row execute function audit_log_keep();
create trigger audit_log_no_truncate before truncate on audit_log
    for each statement execute function audit_log_keep();
