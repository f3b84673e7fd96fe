//! The audit log: who did what, to what, when and from where; narrowed by what stands in the address.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::extract::Query;
use axum_extra::routing::TypedPath;
use chrono::NaiveDate;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use uuid::Uuid;

use crate::features::cases::ShowCase;
use crate::features::desk::queries::{self, Line, Wanted};
use crate::features::desk::{Audit, Desk};
use crate::features::sources::{Review, Sources};
use crate::platform::audit::Action;
use crate::platform::error::Result;
use crate::platform::network::Network;
use crate::platform::page::Page;
use crate::platform::parts::{Choice, Empty, ErrorSummary, Field, Link, Pager};
use crate::platform::state;

const PER_PAGE: u32 = 50;

/// What was typed into the filters, as it stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    action: String,
    who: String,
    on: String,
    address: String,
    from: String,
    to: String,
    page: String,
}

#[derive(Template, WebTemplate)]
#[template(path = "desk/audit.html")]
pub struct AuditPage {
    page: Page,
    errors: ErrorSummary,
    fields: Vec<Field>,
    narrowed: bool,
    total: i64,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Pager,
}

/// A line in words.
struct Row {
    at: String,
    instant: String,
    who: Link,
    words: String,
    on: Option<Link>,
    notes: Vec<String>,
    address: Option<Link>,
    request: Option<String>,
}

pub async fn show(
    _: Audit,
    page: Page,
    State(state): State<state::State>,
    Query(typed): Query<Typed>,
) -> Result<AuditPage> {
    let (wanted, fields) = read(&state, &typed).await?;
    // A filter that cannot be read finds nothing; to ignore it would show lines it should leave out.
    let total = match &wanted {
        Some(wanted) => queries::count(&state.pool, wanted).await?,
        None => 0,
    };
    let pages = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(PER_PAGE).max(1);
    let number = typed.page.parse().unwrap_or(1).clamp(1, pages);
    let skip = i64::from((number - 1) * PER_PAGE);
    let lines = match &wanted {
        Some(wanted) => queries::lines(&state.pool, wanted, skip, PER_PAGE.into()).await?,
        None => Vec::new(),
    };
    let narrowed = typed.narrowed();
    let empty = (total == 0).then(|| {
        let empty = Empty::new("No line fits", "Nothing of this kind has been noted.");
        if narrowed { empty.action("Show every line", Audit::PATH) } else { empty }
    });
    Ok(AuditPage {
        page,
        errors: ErrorSummary::of(&fields),
        fields,
        narrowed,
        total,
        rows: lines.into_iter().map(Row::from).collect(),
        empty,
        pager: Pager::new(number, pages, |n| typed.href(n)),
    })
}

/// The filters as they are looked for, and as fields. `None`: one of them cannot be read.
async fn read(state: &state::State, typed: &Typed) -> Result<(Option<Wanted>, Vec<Field>)> {
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut account = (None, None);
    if let Some(who) = text(&typed.who) {
        let known = match who.parse::<Uuid>() {
            Ok(id) => Some(id),
            Err(_) => queries::account(&state.pool, &who).await?,
        };
        account = (known, known.is_none().then_some("There is no account of this address."));
    }
    let action = text(&typed.action).map(|slug| Action::from_slug(&slug).map(Action::slug));
    let network = text(&typed.address).map(|text| text.parse::<Network>().map(|_| text));
    let day = |day: &str| text(day).map(|day| day.parse::<NaiveDate>());
    let (from, to) = (day(&typed.from), day(&typed.to));
    let wrong_day = "Enter a date like 2027-03-01.";
    let fields = vec![
        Field::select("action", "What was done", choices(&typed.action))
            .error((action == Some(None)).then_some("Choose one of the list.")),
        Field::text("who", "By or to the account")
            .value(&typed.who)
            .hint("An email address or an id.")
            .error(account.1),
        Field::text("on", "On what").value(&typed.on).hint("The id of a call or another thing."),
        Field::text("address", "From the address")
            .value(&typed.address)
            .hint("Like 192.0.2.1, or a network like 2001:db8::/64.")
            .error(matches!(network, Some(Err(()))).then_some("Enter an address or a network.")),
        Field::line("date", "from", "From the day")
            .value(&typed.from)
            .error(matches!(from, Some(Err(_))).then_some(wrong_day)),
        Field::line("date", "to", "To the day")
            .value(&typed.to)
            .error(matches!(to, Some(Err(_))).then_some(wrong_day)),
    ];
    let sound = fields.iter().all(|field| field.error.is_none());
    let wanted = sound.then(|| Wanted {
        action: action.flatten(),
        account: account.0,
        object: text(&typed.on),
        network: network.and_then(Result::ok),
        from: from.and_then(Result::ok),
        to: to.and_then(Result::ok),
    });
    Ok((wanted, fields))
}

fn choices(chosen: &str) -> Vec<Choice> {
    let any = Choice::new("", "Anything", chosen.is_empty());
    let each = Action::ALL
        .iter()
        .map(|action| Choice::new(action.slug(), capital(action.words()), action.slug() == chosen));
    std::iter::once(any).chain(each).collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect()
}

/// The name of something in the program as a person would write it.
fn plain(words: &str) -> String {
    let name = words.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if name { words.replace('_', " ") } else { words.to_owned() }
}

impl Typed {
    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("action", &self.action),
            ("who", &self.who),
            ("on", &self.on),
            ("address", &self.address),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }

    fn narrowed(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The same view on another page.
    fn href(&self, page: u32) -> String {
        let set = self.pairs().into_iter().filter(|(_, value)| !value.is_empty());
        let mut query: Vec<String> =
            set.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        query.push(format!("page={page}"));
        format!("{}?{}", Audit::PATH, query.join("&"))
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The log narrowed to one thing.
fn only(name: &str, value: &str) -> String {
    format!("{}?{name}={}", Audit::PATH, encoded(value))
}

impl From<Line> for Row {
    fn from(line: Line) -> Self {
        let account = |email: Option<String>, id: &str| {
            Link::new(email.unwrap_or_else(|| "A deleted account".into()), only("who", id))
        };
        let who = match (&*line.actor, line.actor_id) {
            ("person", Some(id)) => account(line.actor_email, &id.to_string()),
            ("rule", _) => Link::new(
                format!("The program ({})", line.actor_rule.unwrap_or_default()),
                Desk::PATH,
            ),
            ("operator", _) => Link::new("The operator, at the command line", Desk::PATH),
            _ => Link::new("Somebody", Audit::PATH),
        };
        let on = line.object.zip(line.object_id).map(|(kind, id)| match &*kind {
            "account" => account(line.object_name, &id),
            "call" => match id.parse::<Uuid>() {
                Ok(uuid) => {
                    Link::new(line.object_name.unwrap_or(id), Review { id: uuid }.to_string())
                }
                Err(_) => Link::new(id, Audit::PATH),
            },
            "case" => match id.parse() {
                Ok(id) => Link::new("a case", ShowCase { id }.to_string()),
                Err(_) => Link::new(id, Audit::PATH),
            },
            "source" => Link::new(format!("source {id}"), format!("{}/{id}", Sources::PATH)),
            kind => Link::new(format!("a {kind}"), only("on", &id)),
        });
        let words = Action::from_slug(&line.action)
            .map_or(line.action.clone(), |action| action.words().to_owned());
        Self {
            at: line.at.format("%-d %B %Y, %H:%M:%S").to_string(),
            instant: line.at.to_rfc3339(),
            who,
            words,
            on,
            notes: line
                .notes
                .0
                .into_iter()
                .map(|(name, words)| format!("{}: {}", plain(&name), plain(&words)))
                .collect(),
            address: line
                .address
                .map(|address| Link::new(address.clone(), only("address", &address))),
            request: line.request_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_in_words_and_what_people_wrote_stays() {
        assert_eq!(plain("not_a_rule"), "not a rule");
        assert_eq!(plain("It was_never said."), "It was_never said.");
    }
}
