-- Every request to a language model: a row before it leaves, so that a program that dies in between neither
-- asks again nor forgets what it may have spent.

create table model_requests (
    id          uuid primary key,
    -- What for, and about which row of the room's; null: it may be asked anew.
    purpose     text not null,
    subject     uuid,
    -- Which wording of the question.
    edition     integer not null,
    model       text not null,
    state       text not null constraint model_requests_state
                check (state in ('asked', 'answered', 'failed', 'turned_away', 'lost')),
    asked_at    timestamptz not null,
    ended_at    timestamptz,
    -- The most it may take; once the server said what it took, that.
    tokens_in   integer not null,
    tokens_out  integer not null,
    -- In US dollars; null: no prices were set.
    cost        numeric,
    reported    boolean not null default false,
    problem     text,
    -- Until when the service is left alone after this.
    rests_until timestamptz
);
-- Asked once, whether or not the answer came.
create unique index model_requests_once on model_requests (purpose, subject, edition)
    where state in ('asked', 'answered', 'lost');
create index model_requests_asked on model_requests (asked_at desc);
create index model_requests_rests on model_requests (rests_until) where rests_until is not null;
