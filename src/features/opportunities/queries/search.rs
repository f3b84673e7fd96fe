//! The search: one predicate, asked for a page, for the total and for the counts beside the filters.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool, Postgres, QueryBuilder, Row};

use crate::features::opportunities::filter::{Facet, Filter, PER_PAGE, Sort};
use crate::features::opportunities::{OpportunityId, fold};
use crate::features::reading::Reading;

/// How the words of a search are stemmed: in every language that calls are stemmed in, any of which may
/// find them.
const LANGUAGES: [&str; 8] =
    ["english", "french", "spanish", "portuguese", "german", "italian", "dutch", "simple"];

/// A call in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: OpportunityId,
    /// Its name in links.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// What is known of it.
    pub reading: Reading,
    /// Where it was read.
    pub source_name: String,
    /// Its page there.
    pub source_url: String,
    /// When it was published.
    pub published_at: Option<DateTime<Utc>>,
    /// When its page was last looked at.
    pub checked_at: DateTime<Utc>,
    /// When anything about it last changed.
    pub updated_at: DateTime<Utc>,
}

impl FromRow<'_, PgRow> for Listed {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            slug: row.try_get("slug")?,
            title: row.try_get("title")?,
            reading: row.try_get::<Json<Reading>, _>("reading")?.0.meant(),
            source_name: row.try_get("source_name")?,
            source_url: row.try_get("source_url")?,
            published_at: row.try_get("published_at")?,
            checked_at: row.try_get("checked_at")?,
            updated_at: row.try_get("updated_at")?,
        })
    }
}

const COLUMNS: &str = "select id, slug, title, reading, source_name, source_url, published_at, \
                       checked_at, updated_at from opportunities";

/// One page of what is looked for, at most [`PER_PAGE`] calls.
///
/// # Errors
/// The database cannot be reached.
pub async fn page(pool: &PgPool, filter: &Filter, now: DateTime<Utc>) -> sqlx::Result<Vec<Listed>> {
    part(pool, filter, PER_PAGE, now).await
}

/// The page of what is looked for where each holds at most `per_page` calls.
///
/// # Errors
/// The database cannot be reached.
pub async fn part(
    pool: &PgPool,
    filter: &Filter,
    per_page: u32,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Listed>> {
    let per_page = i64::from(per_page);
    let mut query = QueryBuilder::new(COLUMNS);
    narrow(&mut query, filter, now);
    query.push(" order by ");
    match filter.sort {
        Sort::Relevance if !filter.q.is_empty() => {
            query.push("ts_rank_cd(search, ");
            words(&mut query, &filter.q);
            query.push(") desc, deadline_at nulls last, id");
        }
        Sort::Relevance | Sort::Deadline => query_push(&mut query, "deadline_at nulls last, id"),
        Sort::Newest => query_push(&mut query, "published_at desc, id desc"),
        Sort::Award => query_push(&mut query, "award_usd desc nulls last, deadline_at, id"),
        Sort::Fee => query_push(
            &mut query,
            "case fee when 'free' then 0 else fee_usd end nulls last, deadline_at, id",
        ),
    }
    query.push(" limit ").push_bind(per_page);
    query.push(" offset ").push_bind(per_page * i64::from(filter.page.saturating_sub(1)));
    query.build_query_as().fetch_all(pool).await
}

/// Every open call, for matching.
///
/// # Errors
/// The database cannot be reached.
pub async fn open(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Vec<Listed>> {
    let mut query = QueryBuilder::new(COLUMNS);
    narrow(&mut query, &Filter::default(), now);
    query.push(" order by id");
    query.build_query_as().fetch_all(pool).await
}

/// Those of these calls that are published, in no order.
///
/// # Errors
/// The database cannot be reached.
pub async fn listed(pool: &PgPool, ids: &[uuid::Uuid]) -> sqlx::Result<Vec<Listed>> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" where state = 'published' and id = any(").push_bind(ids).push(")");
    query.build_query_as().fetch_all(pool).await
}

/// How many calls are found.
///
/// # Errors
/// The database cannot be reached.
pub async fn count(pool: &PgPool, filter: &Filter, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let mut query = QueryBuilder::new("select count(*) from opportunities");
    narrow(&mut query, filter, now);
    let count: i64 = query.build_query_scalar().fetch_one(pool).await?;
    Ok(count.unsigned_abs())
}

/// How many calls each choice of a facet would show, most first.
///
/// # Errors
/// The database cannot be reached.
pub async fn counts(
    pool: &PgPool,
    filter: &Filter,
    facet: Facet,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<(String, u64)>> {
    let choice = match facet {
        Facet::Kind => "kind",
        Facet::Country => "country",
        Facet::Discipline => "unnest(disciplines)",
        Facet::Free => "fee = 'free'",
        Facet::Online => "online",
    };
    let mut query = QueryBuilder::new("select choice::text, count(*) from (select ");
    query.push(choice).push(" as choice from opportunities");
    narrow(&mut query, &filter.without(facet), now);
    query.push(") chosen where choice is not null group by choice order by 2 desc, 1");
    let rows: Vec<(String, i64)> = query.build_query_as().fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(choice, count)| (choice, count.unsigned_abs())).collect())
}

/// The predicate: published, not closed, and everything the filter asks.
fn narrow(query: &mut QueryBuilder<Postgres>, filter: &Filter, now: DateTime<Utc>) {
    // A call stays in the list until its last day is over everywhere; its page says how near it is.
    let last_day = (now - TimeDelta::hours(12)).date_naive();
    query.push(" where state = 'published' and not closed and (deadline_on is null or rolling");
    query.push(" or deadline_on >= ").push_bind(last_day).push(")");
    if !filter.q.is_empty() {
        query.push(" and search @@ ");
        words(query, &filter.q);
    }
    if !filter.kinds.is_empty() {
        let kinds: Vec<&str> = filter.kinds.iter().map(|kind| kind.slug()).collect();
        query.push(" and kind = any(").push_bind(kinds).push(")");
    }
    if !filter.disciplines.is_empty() {
        query.push(" and (any_discipline or disciplines && ");
        query.push_bind(filter.wanted_disciplines()).push(")");
    }
    if let Some(country) = filter.country {
        query.push(" and country = ").push_bind(country.code().to_owned());
    }
    if let Some(country) = filter.open_to {
        query.push(" and open_to && ");
        query.push_bind(vec!["*".to_owned(), country.code().to_owned()]);
    }
    if let Some(amount) = filter.fee_max {
        query.push(" and (fee = 'free' or fee_usd <= ").push_bind(amount).push(")");
    }
    if let Some(amount) = filter.award_min {
        query.push(" and award_usd >= ").push_bind(amount);
    }
    if let Some(day) = filter.before {
        query.push(" and deadline_on <= ").push_bind(day);
    }
    if filter.free {
        query.push(" and fee = 'free'");
    }
    if filter.online {
        query.push(" and online");
    }
}

/// The words as a query in every language.
fn words(query: &mut QueryBuilder<Postgres>, q: &str) {
    let q = fold(q);
    for (n, language) in LANGUAGES.iter().enumerate() {
        query.push(if n == 0 { "(" } else { " || " });
        query.push("websearch_to_tsquery('").push(*language).push("', ");
        query.push_bind(q.clone()).push(")");
    }
    query.push(")");
}

fn query_push(query: &mut QueryBuilder<Postgres>, sql: &'static str) {
    query.push(sql);
}
