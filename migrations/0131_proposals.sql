-- What a model proposed of a call: the words it pointed at, and what our own readers found there, or why it
-- was refused. What was found fills what nobody read, until a person accepts or strikes it.

create table proposals (
    id              uuid primary key,
    opportunity_id  uuid not null references opportunities on delete cascade,
    request_id      uuid not null references model_requests,
    -- What it was said to be about, and all that was said.
    topic           text not null,
    said            jsonb not null,
    -- The words it pointed at.
    words           text not null,
    -- reading::Checked: what was found there; null: it was refused.
    checked         jsonb,
    refused         text,
    standing        text not null constraint proposals_standing
                    check (standing in ('open', 'accepted', 'struck', 'refused')),
    made_at         timestamptz not null,
    decided_by      uuid references users on delete set null,
    decided_by_name text,
    decided_at      timestamptz,
    constraint proposals_checked check
        ((standing = 'refused') = (checked is null) and (checked is null) = (refused is not null))
);
create index proposals_opportunity on proposals (opportunity_id, id);
create index proposals_request on proposals (request_id);
create index proposals_refused on proposals (id desc) where standing = 'refused';

-- Which actions there are is the program's to say; here they only have the shape of one.
alter table decisions drop constraint decisions_action;
alter table decisions add constraint decisions_action check (action ~ '^[a-z_]{1,40}$');
