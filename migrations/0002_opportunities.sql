-- Calls: what counts now, what the staff corrected, what was decided.

create table opportunities (
    id              uuid primary key,
    slug            text not null constraint opportunities_slug_unique unique,
    state           text not null constraint opportunities_state
                    check (state in ('waiting', 'published', 'rejected', 'merged')),
    merged_into     uuid references opportunities,
    -- reading::Reading: the accepted version with the corrections laid on top. The columns below
    -- repeat parts of it for search and are always written together with it.
    reading         jsonb not null,
    title           text not null,
    organisation    text,
    kind            text,
    disciplines     text[] not null default '{}',
    any_discipline  boolean not null default false,
    country         text,
    region          text,
    city            text,
    online          boolean not null default false,
    -- The deadline that counts next, as a local day and as the earliest instant it can mean.
    deadline_on     date,
    deadline_at     timestamptz,
    rolling         boolean not null default false,
    -- The text says that it is closed, whatever its deadline.
    closed          boolean not null default false,
    fee             text not null default 'unknown'
                    constraint opportunities_fee check (fee in ('free', 'paid', 'unknown')),
    fee_amount      numeric,
    fee_currency    text,
    -- Rough worth in US dollars, for comparing across currencies only; never shown as a fact.
    fee_usd         numeric,
    award_amount    numeric,
    award_currency  text,
    award_usd       numeric,
    -- Countries whose residents or citizens may apply; '{*}': anyone; null: unknown.
    open_to         text[],
    language        text,
    source_id       text not null,
    source_name     text not null,
    source_url      text not null,
    apply_url       text,
    -- Accents folded by us, stemmed by Postgres.
    search          tsvector not null,
    first_seen_at   timestamptz not null,
    checked_at      timestamptz not null,
    published_at    timestamptz,
    updated_at      timestamptz not null,
    constraint opportunities_merged check ((state = 'merged') = (merged_into is not null))
);
create index opportunities_published on opportunities (deadline_at, id) where state = 'published';
create index opportunities_waiting on opportunities (first_seen_at, id) where state = 'waiting';
create index opportunities_search on opportunities using gin (search);

create table corrections (
    id             uuid primary key,
    opportunity_id uuid not null references opportunities on delete cascade,
    -- A field of the reading: "title", "kind", "deadline", …
    field          text not null,
    -- opportunities::Correction: the field and the value the person gave.
    value          jsonb not null,
    note           text not null,
    made_by        uuid references users on delete set null,
    made_by_name   text not null,
    made_at        timestamptz not null,
    undone_at      timestamptz
);
create index corrections_opportunity on corrections (opportunity_id, made_at);

create table decisions (
    id             uuid primary key,
    opportunity_id uuid not null references opportunities on delete cascade,
    action         text not null constraint decisions_action check (action in
                   ('publish', 'reject', 'merge', 'correct', 'undo', 'accept_change', 'keep', 'withdraw')),
    reason         text,
    -- What the decision was made on.
    version_id     uuid,
    -- Null: a rule of the program (a trusted source), named in the reason.
    made_by        uuid references users on delete set null,
    made_by_name   text not null,
    made_at        timestamptz not null
);
create index decisions_opportunity on decisions (opportunity_id, made_at);
