-- A page may hold several calls: what became of each, where a run has an item with more than one.

create table run_item_calls (
    run_id         uuid not null,
    position       integer not null,
    nth            integer not null,
    title          text not null,
    outcome        text not null constraint run_item_calls_outcome check (outcome in
                   ('new', 'changed', 'unchanged', 'duplicate', 'refused', 'error')),
    reason         text,
    opportunity_id uuid references opportunities on delete set null,
    primary key (run_id, position, nth),
    constraint run_item_calls_item foreign key (run_id, position) references run_items on delete cascade
);
create index run_item_calls_opportunity on run_item_calls (opportunity_id) where opportunity_id is not null;
