-- What a person may ask for: a copy of everything, deletion, and what they agreed to.

create table exports (
    id         uuid primary key,
    user_id    uuid not null references users on delete cascade,
    asked_at   timestamptz not null,
    made_at    timestamptz,
    -- From then on it cannot be fetched, and is removed.
    expires_at timestamptz not null,
    archive    bytea
);
create index exports_user on exports (user_id, asked_at desc);
create index exports_waiting on exports (asked_at) where made_at is null;

create table deletions (
    user_id  uuid primary key references users on delete cascade,
    -- Names the receipt, by which its owner finds it afterwards.
    receipt  uuid not null constraint deletions_receipt unique,
    asked_at timestamptz not null,
    due_at   timestamptz not null
);
create index deletions_due on deletions (due_at);

-- The proof of what was removed. Nothing in it leads to a person.
create table deletion_receipts (
    id       uuid primary key,
    asked_at timestamptz not null,
    done_at  timestamptz not null,
    -- How many rows of which table.
    removed  jsonb not null
);

create table consents (
    id           uuid primary key,
    user_id      uuid not null references users on delete cascade,
    -- To what, and which wording of it.
    purpose      text not null,
    edition      integer not null,
    given_at     timestamptz not null,
    withdrawn_at timestamptz
);
create index consents_user on consents (user_id, given_at);
create unique index consents_current on consents (user_id, purpose) where withdrawn_at is null;

-- Facts about who someone is (gender, groups they belong to), apart from the profile and sealed.
create table identity_facts (
    user_id    uuid primary key references users on delete cascade,
    facts      bytea not null,
    updated_at timestamptz not null
);
