//! The SQL of calls that are one: what counts instead of which, and the marks that go along.

use sqlx::{PgConnection, PgExecutor};

use crate::features::opportunities::{OpportunityId, State};

/// Where a call stood before it was merged.
pub(in crate::features::opportunities) async fn before_merge(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Option<State>> {
    let state = sqlx::query_scalar!(
        r#"select before_merge as "state: State" from opportunities where id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(state.flatten())
}

/// The call that counts instead of one that was merged, through however many merges. `None`: there is no
/// such call.
///
/// # Errors
/// The database cannot be reached.
pub async fn counting_for(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Option<OpportunityId>> {
    sqlx::query_scalar!(
        r#"with recursive way (id, merged_into) as (
               select id, merged_into from opportunities where id = $1
               union
               select o.id, o.merged_into from opportunities o join way w on o.id = w.merged_into
           )
           select id as "id!: OpportunityId" from way where merged_into is null"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// The calls that were merged into this one, and count as it.
///
/// # Errors
/// The database cannot be reached.
pub async fn merged_into(
    db: impl PgExecutor<'_>,
    id: OpportunityId,
) -> sqlx::Result<Vec<OpportunityId>> {
    sqlx::query_scalar!(
        r#"select id as "id: OpportunityId" from opportunities where merged_into = $1 order by id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Lets the marks that artists put on `from` be on `into`. Who saved one of the two has it saved.
pub(in crate::features::opportunities) async fn move_marks(
    db: &mut PgConnection,
    from: OpportunityId,
    into: OpportunityId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update saved_calls m set opportunity_id = $2, merged_from = coalesce(m.merged_from, $1)
         where m.opportunity_id = $1 and not exists (
             select from saved_calls s where s.user_id = m.user_id and s.opportunity_id = $2)",
        from.0,
        into.0,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update hidden_calls m set opportunity_id = $2, merged_from = coalesce(m.merged_from, $1)
         where m.opportunity_id = $1
           and not exists (select from hidden_calls h
                           where h.user_id = m.user_id and h.opportunity_id = $2)
           and not exists (select from saved_calls s
                           where s.user_id = m.user_id and s.opportunity_id = $2)",
        from.0,
        into.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a call the marks back that came to another with it.
pub(in crate::features::opportunities) async fn give_marks_back(
    db: &mut PgConnection,
    id: OpportunityId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with recursive part (id) as (
             select $1::uuid
             union select o.id from opportunities o join part p on o.merged_into = p.id
         )
         update saved_calls m set opportunity_id = $1, merged_from = nullif(m.merged_from, $1)
         where m.merged_from in (select id from part) and not exists (
             select from saved_calls s where s.user_id = m.user_id and s.opportunity_id = $1)",
        id.0,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "with recursive part (id) as (
             select $1::uuid
             union select o.id from opportunities o join part p on o.merged_into = p.id
         )
         update hidden_calls m set opportunity_id = $1, merged_from = nullif(m.merged_from, $1)
         where m.merged_from in (select id from part) and not exists (
             select from hidden_calls s where s.user_id = m.user_id and s.opportunity_id = $1)",
        id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}
