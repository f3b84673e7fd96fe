-- Letters are found by the address they went to. Whoever changes theirs leaves letters behind under the former
-- one, which have to go when the account does.
alter table outbox add column user_id uuid references users on delete cascade;
create index outbox_user on outbox (user_id) where user_id is not null;
