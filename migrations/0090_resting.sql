-- A call knows the version whose text its facts were read from, so that a quote is shown in the text it
-- stands in, whatever other pages list the call. And what came with a call that was merged into another
-- knows so, so that a merge can be taken back.

alter table opportunities add column version_id uuid references listing_versions on delete set null;
-- Where it stood before it was merged.
alter table opportunities add column before_merge text;
alter table listings add column merged_from uuid references opportunities on delete set null;
alter table saved_calls add column merged_from uuid references opportunities on delete set null;
alter table hidden_calls add column merged_from uuid references opportunities on delete set null;
create index opportunities_version on opportunities (version_id);
create index opportunities_merged_into on opportunities (merged_into) where merged_into is not null;
create index listings_merged_from on listings (merged_from) where merged_from is not null;
create index saved_calls_merged_from on saved_calls (merged_from) where merged_from is not null;
create index hidden_calls_merged_from on hidden_calls (merged_from) where merged_from is not null;

-- Of the calls that are there: the version that says most of what they say.
update opportunities o set version_id = (
    select v.id from listings l join listing_versions v on v.listing_id = l.id
    where l.opportunity_id = coalesce(o.merged_into, o.id)
    order by (select count(*) from jsonb_each(o.reading) fact where v.reading -> fact.key = fact.value) desc,
             l.url = o.source_url desc, v.state = 'accepted' desc, l.first_seen_at, v.read_at desc
    limit 1);
update listings l set merged_from = o.id from opportunities o
where o.state = 'merged' and l.opportunity_id = o.merged_into and l.url = o.source_url
  and not exists (select from opportunities i join listing_versions v on v.id = i.version_id
                  where i.id = o.merged_into and v.listing_id = l.id);

alter table decisions drop constraint decisions_action;
alter table decisions add constraint decisions_action check (action in
    ('publish', 'reject', 'merge', 'unmerge', 'take_in', 'split', 'correct', 'undo', 'accept_change', 'keep',
     'withdraw', 'page_changed'));
