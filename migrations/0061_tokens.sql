-- How programs show whom they act for: signed access tokens that live for minutes, refresh tokens that are
-- used once each, and tokens that people make for themselves. Only hashes are kept of what is secret.

create table signing_keys (
    -- The key's name in what it signed (kid).
    id          uuid primary key,
    public_key  bytea not null,
    -- Sealed; gone once a newer key signs.
    private_key bytea,
    made_at     timestamptz not null,
    retired_at  timestamptz
);
-- One signs at a time.
create unique index signing_keys_current on signing_keys ((retired_at is null)) where retired_at is null;

-- What follows from one sign-in of a program: each refresh token leads to the next.
create table token_families (
    id              uuid primary key,
    user_id         uuid not null references users on delete cascade,
    program         text not null,
    scopes          text[] not null,
    made_at         timestamptz not null,
    used_at         timestamptz not null,
    expires_at      timestamptz not null,
    revoked_at      timestamptz,
    revoked_because text
);
create index token_families_user on token_families (user_id);

create table refresh_tokens (
    hash       bytea primary key,
    family     uuid not null references token_families on delete cascade,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    -- The token that was given for this one.
    successor  bytea,
    -- Given in an answer that was lost; another was given in its place.
    replaced   boolean not null default false
);
create index refresh_tokens_family on refresh_tokens (family);

create table personal_tokens (
    id         uuid primary key,
    user_id    uuid not null references users on delete cascade,
    name       text not null,
    hash       bytea not null constraint personal_tokens_hash unique,
    scopes     text[] not null,
    made_at    timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    revoked_at timestamptz
);
create index personal_tokens_user on personal_tokens (user_id);
