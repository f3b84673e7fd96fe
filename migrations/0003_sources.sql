-- Where calls come from: sources, runs, what was fetched, what was read.

create table sources (
    id          text primary key,
    -- sources::Source: the built-in definition, an override of it, or one of the operator's own.
    definition  jsonb not null,
    enabled     boolean not null,
    -- Publishes by itself what raises no flag.
    trusted     boolean not null default false,
    -- 'built_in': follows the binary; 'override': built in, changed here; 'own': made here.
    origin      text not null constraint sources_origin check (origin in ('built_in', 'override', 'own')),
    updated_at  timestamptz not null,
    -- What the scheduler needs to go on after a restart.
    next_run_at timestamptz,
    failures    integer not null default 0,
    -- How many calls a run usually lists (a slow average), to see when selectors broke.
    usual       double precision,
    flag        text
);

create table source_runs (
    id          uuid primary key,
    source_id   text not null references sources on delete cascade,
    -- Who works on it: a worker that lost the run to another must not write any more.
    worker      uuid not null,
    asked_by    text not null,
    state       text not null constraint source_runs_state
                check (state in ('running', 'done', 'failed', 'stopped')),
    started_at  timestamptz not null,
    finished_at timestamptz,
    -- Where listing goes on after a crash, and whether everything is listed.
    cursor      jsonb,
    listed      boolean not null default false,
    pages       integer not null default 0,
    -- Documents asked for, and how many of them had not changed.
    fetched     integer not null default 0,
    kept        integer not null default 0,
    error       text,
    flag        text
);
create index source_runs_source on source_runs (source_id, started_at desc);
-- At most one unfinished run a source, whoever asks for it.
create unique index source_runs_one_running on source_runs (source_id) where state = 'running';

-- What a run listed and what became of each: the frontier that survives a crash.
create table run_items (
    run_id    uuid not null references source_runs on delete cascade,
    position  integer not null,
    key       text not null,
    url       text not null,
    -- sources::Item: title, link and fields as listed.
    item      jsonb not null,
    outcome   text constraint run_items_outcome check (outcome in
              ('new', 'changed', 'unchanged', 'duplicate', 'refused', 'error')),
    reason    text,
    done_at   timestamptz,
    primary key (run_id, position),
    constraint run_items_key_unique unique (run_id, key)
);
create index run_items_open on run_items (run_id, position) where outcome is null;

-- One fetched document, kept as it came.
create table snapshots (
    id           uuid primary key,
    source_id    text not null references sources on delete cascade,
    url          text not null,
    content_hash bytea not null,
    media_type   text,
    -- zstd
    body         bytea not null,
    fetched_at   timestamptz not null,
    constraint snapshots_unique unique (url, content_hash)
);

-- What is known about an address between fetches, for conditional requests.
create table pages (
    source_id     text not null references sources on delete cascade,
    url           text not null,
    etag          text,
    last_modified text,
    snapshot_id   uuid references snapshots on delete set null,
    checked_at    timestamptz not null,
    primary key (source_id, url)
);

-- A call as one source shows it. Several listings may be the same call.
create table listings (
    id             uuid primary key,
    source_id      text not null references sources on delete cascade,
    -- What stays the same while the page changes: its address without tracking, or the API's id;
    -- with #n for the n-th call on a page that holds several.
    key            text not null,
    url            text not null,
    opportunity_id uuid references opportunities on delete cascade,
    version_id     uuid,
    -- Why no call came of it; null: one did.
    refused        text,
    first_seen_at  timestamptz not null,
    last_seen_at   timestamptz not null,
    constraint listings_key_unique unique (source_id, key)
);
create index listings_opportunity on listings (opportunity_id);

-- A listing at one time: its text, and what was read from it.
create table listing_versions (
    id          uuid primary key,
    listing_id  uuid not null references listings on delete cascade,
    snapshot_id uuid references snapshots on delete set null,
    -- reading::Document; every quote points into its text.
    document    jsonb not null,
    text_hash   bytea not null,
    reading     jsonb not null,
    -- Which edition of the reader read it: an older one's readings are read again.
    reader      integer not null,
    read_at     timestamptz not null,
    -- 'waiting': a change to a published call nobody has looked at.
    state       text not null constraint listing_versions_state
                check (state in ('accepted', 'waiting', 'superseded', 'refused')),
    constraint listing_versions_unique unique (listing_id, text_hash)
);
alter table listings add constraint listings_version
    foreign key (version_id) references listing_versions deferrable initially deferred;

-- Two calls that are, may be, or are not the same, and why.
create table duplicate_pairs (
    first_id   uuid not null references opportunities on delete cascade,
    second_id  uuid not null references opportunities on delete cascade,
    verdict    text not null constraint duplicate_pairs_verdict check (verdict in ('same', 'maybe', 'different')),
    -- The reasons in words, for and against.
    reasons    jsonb not null,
    decided_by text,
    decided_at timestamptz not null,
    primary key (first_id, second_id),
    constraint duplicate_pairs_order check (first_id < second_id)
);
