//! What a setting's text does not show by itself: values that can be read and could never work.

use sqlx::postgres::PgConnectOptions;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use super::{Config, ConfigError, expose};

/// The settings, where they can work.
///
/// # Errors
/// The first that cannot.
pub(super) fn checked(config: Config) -> Result<Config, ConfigError> {
    let database = config.database_url.as_ref().and_then(|url| database(expose(url)));
    let contact = config.contact.as_ref().is_some_and(|text| text.contains(char::is_control));
    let zero =
        |seconds: super::Seconds| (seconds.0 == 0).then(|| "should be 1 second or more".to_owned());
    let nameless = config.model_key.is_some() && config.model_name.is_none();
    let unpriced = config.model_daily_cost.is_some()
        && (config.model_price_in.is_none() || config.model_price_out.is_none());
    let problems = [
        ("DATABASE_URL", database),
        ("PROLETTO_BASE_URL", config.base_url.as_ref().and_then(base_url)),
        ("PROLETTO_LOG", log(&config.log)),
        ("PROLETTO_CONTACT", contact.then(|| "should be one line".to_owned())),
        ("PROLETTO_REQUEST_TIMEOUT", zero(config.request_timeout)),
        ("PROLETTO_BODY_TIMEOUT", zero(config.body_timeout)),
        ("PROLETTO_FETCH_TIMEOUT", zero(config.fetch_timeout)),
        ("PROLETTO_MODEL_TIMEOUT", zero(config.model_timeout)),
        ("PROLETTO_MODEL_NAME", nameless.then(|| "should name the model to ask".to_owned())),
        (
            "PROLETTO_MODEL_DAILY_COST",
            unpriced.then(|| {
                "needs PROLETTO_MODEL_PRICE_IN and PROLETTO_MODEL_PRICE_OUT to be counted by"
                    .to_owned()
            }),
        ),
    ];
    match problems.into_iter().find_map(|(name, problem)| Some((name, problem?))) {
        Some((name, problem)) => Err(ConfigError { name: name.to_owned(), problem }),
        None => Ok(config),
    }
}

fn database(url: &str) -> Option<String> {
    let like = "postgres://name:password@host/database";
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    if !matches!(scheme, "postgres" | "postgresql") {
        let other = match scheme {
            "" => String::new(),
            other => format!(" ({other} is another database)"),
        };
        return Some(format!("should be the address of a PostgreSQL, like {like}{other}"));
    }
    let problem = url.parse::<PgConnectOptions>().err()?;
    Some(format!("cannot be understood: {problem}; it should be like {like}"))
}

fn base_url(url: &Url) -> Option<String> {
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let open = url.username().is_empty() && url.password().is_none();
    (!bare || !open).then(|| {
        let origin = url.origin().ascii_serialization();
        format!("should be no more than scheme, host and port: {origin}")
    })
}

fn log(filter: &str) -> Option<String> {
    // A lone word that is no level would be taken for a module that does not exist: silence.
    let odd = filter.split(',').map(str::trim).find(|part| {
        !part.is_empty() && !part.contains(['=', ':', '[']) && part.parse::<LevelFilter>().is_err()
    });
    if let Some(odd) = odd {
        return Some(format!(
            "{odd:?} is no level: error, warn, info, debug, trace or off, or proletto=debug for a module"
        ));
    }
    EnvFilter::try_new(filter).err().map(|problem| format!("cannot be understood: {problem}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn told(name: &str, value: &str) -> Option<String> {
        let values = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        Config::read(&values).err().map(|error| error.to_string())
    }

    #[test]
    fn what_could_never_work_is_told_at_once() {
        for (name, value, words) in [
            ("DATABASE_URL", "mysql://ada@db/proletto", "(mysql is another database)"),
            ("DATABASE_URL", "db.example", "like postgres://name:password@host/database"),
            ("DATABASE_URL", "postgres://db:port/x", "cannot be understood"),
            ("PROLETTO_DATABASE_CONNECTIONS", "0", "1 or more"),
            ("PROLETTO_SESSION_DAYS", "0", "1 or more"),
            ("PROLETTO_MAX_BODY", "0", "1 or more"),
            ("PROLETTO_REQUEST_TIMEOUT", "0", "1 second or more"),
            ("PROLETTO_LOG", "loud", "\"loud\" is no level"),
            ("PROLETTO_BASE_URL", "https://x.example/sub?q=1", "https://x.example"),
            ("PROLETTO_CONTACT", "me@x.example\nX-Evil: 1", "one line"),
            ("PROLETTO_MODEL_DAILY_COST", "2", "PROLETTO_MODEL_PRICE_IN"),
            ("PROLETTO_MODEL_PRICE_IN", "-1", "a sum like 0.15"),
            ("PROLETTO_MODEL_TIMEOUT", "0", "1 second or more"),
        ] {
            let told = told(name, value).unwrap_or_default();
            assert!(told.starts_with(name) && told.contains(words), "{name}={value}: {told}");
        }
    }

    #[test]
    fn a_key_wants_the_name_of_a_model() {
        let key = ("PROLETTO_MODEL_KEY".to_owned(), "sk-1".to_owned());
        let error = Config::read(&BTreeMap::from([key.clone()])).unwrap_err().to_string();
        assert!(error.starts_with("PROLETTO_MODEL_NAME") && !error.contains("sk-1"), "{error}");
        let name = ("PROLETTO_MODEL_NAME".to_owned(), "small-1".to_owned());
        assert!(Config::read(&BTreeMap::from([key, name])).is_ok());
    }

    #[test]
    fn what_works_passes() {
        for (name, value) in [
            ("DATABASE_URL", "postgresql://ada:secret@db.example:5433/proletto?sslmode=require"),
            ("PROLETTO_LOG", "warn,proletto=debug,sqlx::query=info"),
            ("PROLETTO_BASE_URL", "https://x.example:8443"),
            ("PROLETTO_FETCH_DELAY", "0"),
        ] {
            assert_eq!(told(name, value), None, "{name}={value}");
        }
    }
}
