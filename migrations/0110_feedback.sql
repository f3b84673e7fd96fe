-- What an artist's saves and hides say of other calls: why a call was hidden, and since when marks count.

alter table hidden_calls add constraint hidden_calls_reason check (reason in
    ('wrong_discipline', 'too_far', 'fee', 'not_my_stage', 'not_my_kind', 'not_this_organiser', 'other'));

-- Marks from before the last of an artist's rows nudge no score any more. Taking a reset back removes its row.
create table feedback_resets (
    user_id  uuid not null references users on delete cascade,
    reset_at timestamptz not null,
    primary key (user_id, reset_at)
);
