-- Mail that is to be sent: filled in the same transaction as what it tells about.

create table outbox (
    id           uuid primary key,
    recipient    text not null,
    subject      text not null,
    -- Both are emptied once the letter is sent or given up: they may hold links that open something.
    text_part    text not null,
    html_part    text not null,
    state        text not null constraint outbox_state check (state in ('waiting', 'sent', 'dead')),
    tries        integer not null default 0,
    next_try_at  timestamptz not null,
    -- After this moment the letter is worth nothing: its link has run out.
    expires_at   timestamptz,
    last_problem text,
    created_at   timestamptz not null,
    ended_at     timestamptz
);
create index outbox_due on outbox (next_try_at) where state = 'waiting';
create index outbox_ended on outbox (ended_at) where state <> 'waiting';
create index outbox_recipient on outbox (recipient, created_at);
