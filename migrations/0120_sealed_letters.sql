-- The words of a letter that waits are sealed: whoever reads the database must not be able to follow a
-- link in it. What an older program left open is sealed by the next round of sending, and the two columns
-- stay empty from then on.

alter table outbox
    add column sealed bytea,
    alter column text_part set default '',
    alter column html_part set default '';

-- Letters that were given up long before keep no words.
update outbox set text_part = '', html_part = '' where state <> 'waiting' and expires_at is not null;
