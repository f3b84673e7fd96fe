-- A text may be read again by a better reader; both readings are kept, so that a change of a published call
-- can be looked at before it counts.
alter table listing_versions drop constraint listing_versions_unique;
alter table listing_versions add constraint listing_versions_unique unique (listing_id, text_hash, reader);
create index listing_versions_reader on listing_versions (reader);
