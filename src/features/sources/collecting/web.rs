//! The web as adapters see it: polite, and with a memory of what each page answered last.

use std::time::Duration;

use async_trait::async_trait;

use crate::features::sources::queries::snapshots;
use crate::features::sources::{Again, Answer, Ask, Body, Refused, Scope, Source, SourceId, Web};
use crate::platform::config::expose;
use crate::platform::http::{FetchError, Fetched, Page, Request, Validators};
use crate::platform::manners::{Polite, Refusal};
use crate::platform::state::State;

/// One source's way to the web.
pub struct PoliteWeb {
    state: State,
    polite: Polite,
    source: SourceId,
    /// The site of the source itself; its items may lead to others.
    home: String,
    /// Whether pages are kept for the next time; a preview keeps nothing.
    remembers: bool,
}

impl PoliteWeb {
    /// For a run: what pages answer is kept.
    pub fn remembering(state: &State, source: &Source) -> Self {
        Self { remembers: true, ..Self::forgetting(state, source) }
    }

    /// For a preview: nothing is written.
    pub fn forgetting(state: &State, source: &Source) -> Self {
        let delay = Duration::from_secs(source.delay.into());
        Self {
            state: state.clone(),
            polite: state.polite.pausing(delay.max(state.config.fetch_delay.duration())),
            source: source.id.clone(),
            home: site(&source.address),
            remembers: false,
        }
    }

    async fn ask(&self, ask: Ask) -> Result<Answer, Refused> {
        let page = ask.body == Body::None && ask.accept.is_none();
        let (url, documented) = (ask.url.clone(), ask.documented);
        let last = match page && self.remembers {
            true => snapshots::last(&self.state.pool, &self.source, &url).await.map_err(ours)?,
            false => None,
        };
        let known = last.as_ref().map(|last| Validators {
            url: last.url.clone(),
            etag: last.etag.clone(),
            last_modified: last.last_modified.clone(),
        });
        let request = request(ask).map_err(|error| Refused::item(error.to_string()))?;
        let request = request.unless_known(known);
        let fetched = if documented {
            self.polite.call(request).await
        } else {
            self.polite.read(request).await
        };
        let fetched = fetched.map_err(|refusal| self.refused(&url, &refusal))?;
        match (fetched, last) {
            (Fetched::Page(page), _) => {
                let answer = answer(*page);
                if self.remembers && (answer.etag.is_some() || answer.last_modified.is_some()) {
                    self.remember(&url, &answer).await.map_err(ours)?;
                }
                Ok(answer)
            }
            (Fetched::NotModified, Some(last)) => Ok(last),
            (Fetched::NotModified, None) => {
                Err(Refused::item("it answers that nothing changed, and was not asked that"))
            }
        }
    }

    async fn remember(&self, url: &url::Url, answer: &Answer) -> anyhow::Result<()> {
        let now = self.state.clock.now();
        let mut tx = self.state.pool.begin().await?;
        let snapshot = snapshots::keep(&mut tx, &self.source, answer, now).await?;
        snapshots::note(&mut *tx, &self.source, url, answer, snapshot, now).await?;
        Ok(tx.commit().await?)
    }
}

impl PoliteWeb {
    /// What a refusal means for the run: of a source that does not answer nothing more is asked; of
    /// another site that one of its items leads to, be it another port of the same host, only that item.
    fn refused(&self, asked: &url::Url, refusal: &Refusal) -> Refused {
        let again = match refusal.again_at() {
            Some(at) => (at - self.state.clock.now()).to_std().map_or(Again::Later, Again::After),
            None => Again::No,
        };
        // A redirect may have led away from home before it was refused.
        let there = refusal.host();
        let there = there.strip_prefix("www.").unwrap_or(&there);
        let at_home = site(asked) == self.home && there == self.home;
        let scope = if refusal.concerns_host() && at_home { Scope::Run } else { Scope::Item };
        Refused { reason: refusal.to_string(), scope, again }
    }
}

#[async_trait]
impl Web for PoliteWeb {
    async fn send(&self, ask: Ask) -> Result<Answer, Refused> {
        // Asked to stop: what is being waited for is asked again at the next start.
        tokio::select! {
            answer = self.ask(ask) => answer,
            () = self.state.stop.cancelled() => Err(Refused {
                again: Again::Later,
                ..Refused::run("the program was asked to stop")
            }),
        }
    }
}

fn request(ask: Ask) -> Result<Request, FetchError> {
    let mut request = match ask.body {
        Body::None => Request::get(ask.url),
        Body::Json(value) => Request::post_json(ask.url, &value)?,
        Body::Form(fields) => {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Request::post_form(ask.url, &fields)
        }
    };
    if let Some(accept) = ask.accept {
        request = request.header("accept", accept)?;
    }
    if let Some((name, key)) = &ask.key {
        request = request.header(name, expose(key))?;
    }
    Ok(request)
}

fn answer(page: Page) -> Answer {
    let (etag, last_modified) =
        page.validators.map_or((None, None), |known| (known.etag, known.last_modified));
    Answer {
        url: page.url,
        content_type: page.content_type,
        bytes: page.body,
        etag,
        last_modified,
        unchanged: false,
    }
}

/// Host and port of an address, without `www.`, which many sites answer with and without.
fn site(url: &url::Url) -> String {
    match url.port() {
        Some(port) => format!("{}:{port}", bare_host(url)),
        None => bare_host(url).to_owned(),
    }
}

fn bare_host(url: &url::Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn ours(error: anyhow::Error) -> Refused {
    tracing::error!("what a page answered could not be kept: {error:#}");
    Refused { again: Again::Later, ..Refused::run("our database did not answer") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use sqlx::PgPool;
    use url::Url;

    use super::*;
    use crate::features::sources::from_toml;
    use crate::platform::clock::Clock;
    use crate::platform::config::Config;

    /// A source whose own address, like one that its items lead to, cannot be visited.
    async fn scope_of(url: &str) -> Scope {
        let source = from_toml(
            r#"
            id = "feed"
            name = "A feed"
            home = "http://127.0.0.1:9/"
            address = "http://127.0.0.1:9/feed"
            region = "worldwide"
            schedule = "0 2 * * *"
            terms = "ours"
            enabled = true
            [adapter]
            kind = "feed"
            "#,
        )
        .unwrap();
        let config = Config::read(&BTreeMap::new()).unwrap();
        let clock = Clock::fixed("2026-11-06T08:00:00Z".parse().unwrap());
        let pool = PgPool::connect_lazy("postgres://nowhere/").unwrap();
        let state = State::new(config, clock, pool, &[]).unwrap();
        let web = PoliteWeb::forgetting(&state, &source);
        web.send(Ask::get(Url::parse(url).unwrap())).await.unwrap_err().scope
    }

    #[tokio::test]
    async fn a_source_that_cannot_be_reached_ends_the_run_and_a_link_of_its_items_does_not() {
        assert_eq!(scope_of("http://127.0.0.1:9/call").await, Scope::Run);
        assert_eq!(scope_of("http://localhost:9/call").await, Scope::Item);
        // The same host by a number and another port, as a hostile list may write it.
        assert_eq!(scope_of("http://2130706433:5432/").await, Scope::Item);
    }
}
