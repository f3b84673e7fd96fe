-- How people show who they are: addresses that are proved, single-use links, sign-ins that can be looked
-- at and ended, sign-ins by others, second factors, passkeys.

-- Who came by another site's word alone has no password.
alter table users alter column password_hash drop not null;
-- When a letter of ours to this address was answered. Null: another site vouches for the address, and
-- whoever answers a letter there is believed over all other ways in.
alter table users add column email_proved_at timestamptz;
update users set email_proved_at = created_at;

-- Links in letters. Only the hash is kept, and a row is deleted as it is used.
create table tickets (
    token_hash bytea primary key,
    purpose    text not null constraint tickets_purpose
               check (purpose in ('sign_up', 'invitation', 'password_reset', 'email_change')),
    user_id    uuid references users on delete cascade,
    -- The address it was sent to, which whoever uses it proves to read.
    email      text not null,
    -- Where to go on afterwards.
    next       text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index tickets_user on tickets (user_id);
create index tickets_email on tickets (email);
create index tickets_expires on tickets (expires_at);

-- What a session keeps has changed its shape; everyone signs in once more.
delete from sessions;
-- Names a sign-in on its owner's page; no secret.
alter table sessions add column handle uuid constraint sessions_handle_unique unique;
alter table sessions add column last_seen_at timestamptz not null;

-- Accounts at other sites. Who someone is there is issuer and subject, never the address.
create table identities (
    issuer       text not null,
    subject      text not null,
    user_id      uuid not null references users on delete cascade,
    -- By which setting: google, oidc.
    provider     text not null,
    -- What it is called there, for its owner to recognise it; nothing is decided by it.
    label        text not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    primary key (issuer, subject),
    constraint identities_one_each unique (user_id, issuer)
);

create table authenticators (
    user_id       uuid primary key references users on delete cascade,
    -- What the app and we share, sealed where a key for secrets is set.
    secret        bytea not null,
    -- The last step of which a code was used: no code counts twice.
    last_step     bigint not null,
    -- The salt of the recovery codes' hashes.
    recovery_salt bytea not null,
    created_at    timestamptz not null
);

-- Used once, a row goes.
create table recovery_codes (
    user_id   uuid not null references authenticators on delete cascade,
    code_hash bytea not null,
    primary key (user_id, code_hash)
);

create table passkeys (
    id            uuid primary key,
    user_id       uuid not null references users on delete cascade,
    credential_id bytea not null constraint passkeys_credential_unique unique,
    -- The public key with its counter, as webauthn-rs writes it.
    credential    jsonb not null,
    name          text not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz
);
create index passkeys_user on passkeys (user_id);
