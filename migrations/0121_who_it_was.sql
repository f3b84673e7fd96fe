-- Names of people stand beside who they are, so that a name goes when its account does. Where one name
-- belongs to one account, that is whose it was.

alter table cases add column decided_by_id uuid references users on delete set null;
alter table duplicate_pairs add column decided_by_id uuid references users on delete set null;
alter table source_runs add column asked_by_id uuid references users on delete set null;

update cases c set decided_by_id =
    (select (array_agg(id))[1] from users where name = c.decided_by_name having count(*) = 1);
update duplicate_pairs p set decided_by_id =
    (select (array_agg(id))[1] from users where name = p.decided_by having count(*) = 1);
update source_runs r set asked_by_id =
    (select (array_agg(id))[1] from users where name = r.asked_by having count(*) = 1);
-- A run that somebody stopped named them in its words.
update source_runs set error = 'it was stopped by hand' where error like '% stopped it';
