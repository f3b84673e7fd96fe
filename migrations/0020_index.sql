-- Who keeps the open calls in memory is told which call to read again: the id, once a transaction,
-- whenever a published call is changed, or a call is published or ceases to be.

create function tell_of_opportunity() returns trigger language plpgsql as $$
begin
    perform pg_notify('opportunities', coalesce(new.id, old.id)::text);
    return null;
end
$$;

create trigger opportunities_written after update of state, reading on opportunities
    for each row when (old.state = 'published' or new.state = 'published')
    execute function tell_of_opportunity();
create trigger opportunities_added after insert on opportunities
    for each row when (new.state = 'published')
    execute function tell_of_opportunity();
create trigger opportunities_gone after delete on opportunities
    for each row when (old.state = 'published')
    execute function tell_of_opportunity();
