-- The timetable's memory and the artist's own marks on calls.

create table jobs (
    name        text primary key,
    next_run_at timestamptz not null
);

create table job_runs (
    id          uuid primary key,
    job         text not null,
    asked_by    text not null,
    started_at  timestamptz not null,
    finished_at timestamptz,
    state       text not null constraint job_runs_state check (state in ('running', 'done', 'failed', 'stopped')),
    -- What it did, or why it failed, in a sentence.
    outcome     text
);
create index job_runs_job on job_runs (job, started_at desc);

create table saved_calls (
    user_id        uuid not null references users on delete cascade,
    opportunity_id uuid not null references opportunities on delete cascade,
    saved_at       timestamptz not null,
    primary key (user_id, opportunity_id)
);

create table hidden_calls (
    user_id        uuid not null references users on delete cascade,
    opportunity_id uuid not null references opportunities on delete cascade,
    reason         text,
    hidden_at      timestamptz not null,
    primary key (user_id, opportunity_id)
);
