-- How far limits are used up that all programs on this database count together: guesses of passwords,
-- letters, new accounts. Worth nothing after a crash, and so not written twice.

create unlogged table limits_used (
    name          text not null,
    -- A hash of who is counted: an address, an account, a name that was typed.
    key           bytea not null,
    full_again_at timestamptz not null,
    primary key (name, key)
);
create index limits_used_full on limits_used (full_again_at);
