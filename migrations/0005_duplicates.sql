-- By what listings of the same call find each other: "who:…", "host:…", "page:…", "day:…", "name:…",
-- "word:…". Found by overlap, so that a new call is judged against some tens of others and not all.
alter table listings add column marks text[] not null default '{}';
create index listings_marks on listings using gin (marks);
create index duplicate_pairs_second on duplicate_pairs (second_id);
