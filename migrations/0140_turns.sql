-- Which turn of an account a sign-in belongs to. A new password, another address or role, and signing out
-- everywhere begin a new turn: whatever was begun in an earlier one, even in the same moment, is over.

alter table users add column turn integer not null default 0;

-- How often a code was tried in a session: counted here, and not in what requests read and write back.
alter table sessions add column tries integer not null default 0;

-- Sign-ins that were ended one by one. A request of such a one that was under way may write its row anew; it
-- is worth nothing.
create table ended_sign_ins (
    handle   uuid primary key,
    user_id  uuid not null references users on delete cascade,
    ended_at timestamptz not null
);
create index ended_sign_ins_user on ended_sign_ins (user_id);
create index ended_sign_ins_ended on ended_sign_ins (ended_at);
