-- "This is wrong": what somebody said about a fact or verdict, with everything frozen as it was shown.

create table cases (
    id              uuid primary key,
    opportunity_id  uuid not null references opportunities on delete cascade,
    title           text not null,
    -- The line it is about, as the page names it: "Entry fee", "Whether you may apply".
    about           text not null,
    claim           text not null,
    -- cases::Frozen: what was shown, the words it rested on, the whole reading and the page's text.
    frozen          jsonb not null,
    reported_by     uuid references users on delete set null,
    reported_at     timestamptz not null,
    state           text not null constraint cases_state
                    check (state in ('open', 'accepted', 'declined')),
    -- What an admin found: why, and the label by which the page becomes a fixture.
    answer          text,
    field           text,
    truth           jsonb,
    truth_quote     text,
    decided_by_name text,
    decided_at      timestamptz,
    constraint cases_decided check ((state = 'open') = (decided_at is null))
);
create index cases_open on cases (reported_at, id) where state = 'open';

-- The facts of their own that somebody chose to send along: theirs, and gone with their account.
create table case_facts (
    case_id  uuid primary key references cases on delete cascade,
    user_id  uuid not null references users on delete cascade,
    words    text not null
);
