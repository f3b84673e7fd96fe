-- What a decision or a changed page altered, fact by fact, so that the history shows it; and which call an
-- item of a run became, so that the run leads to it.

alter table decisions add column changes jsonb;
alter table decisions drop constraint decisions_action;
alter table decisions add constraint decisions_action check (action in
    ('publish', 'reject', 'merge', 'correct', 'undo', 'accept_change', 'keep', 'withdraw', 'page_changed'));
create index decisions_made on decisions (made_at desc, id desc);

alter table run_items add column opportunity_id uuid references opportunities on delete set null;
create index run_items_opportunity on run_items (opportunity_id) where opportunity_id is not null;
