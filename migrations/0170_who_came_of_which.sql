-- Of several tokens that were given for one (a program asked several times at once, or an answer was lost) any
-- may lead on, and only one. So each knows which one it was given for, in place of each knowing the last that
-- was given for it.

alter table refresh_tokens add column parent bytea;

update refresh_tokens child set parent = parent.hash
from refresh_tokens parent where parent.successor = child.hash;

-- Those that another was given in place of: the next successor of their sign-in is their twin.
update refresh_tokens replaced set parent = (
    select parent.hash from refresh_tokens parent join refresh_tokens next on next.hash = parent.successor
    where parent.family = replaced.family and next.made_at >= replaced.made_at
    order by next.made_at limit 1
)
where replaced.replaced;

alter table refresh_tokens drop column successor, drop column replaced;
create index refresh_tokens_parent on refresh_tokens (parent);
