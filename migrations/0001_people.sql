-- People, their sessions and what artists tell about themselves.

create table users (
    id            uuid primary key,
    -- Always lower case, so that one address is one account.
    email         text not null constraint users_email_lower check (email = lower(email)),
    name          text not null constraint users_name_length check (length(name) between 1 and 200),
    role          text not null constraint users_role check (role in ('artist', 'admin')),
    password_hash text not null,
    created_at    timestamptz not null,
    constraint users_email_unique unique (email)
);

create table sessions (
    -- SHA-256 of the id in the cookie: who reads this table cannot sign in with it.
    id_hash      bytea primary key,
    user_id      uuid references users on delete cascade,
    data         jsonb not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_expires on sessions (expires_at);

create table profiles (
    user_id    uuid primary key references users on delete cascade,
    -- profiles::Artist; what is absent is unknown, which is not the same as "no".
    facts      jsonb not null,
    updated_at timestamptz not null
);
