//! The client for services named in our own configuration.

use reqwest::{Client, Response};

use super::{FetchError, Settings, fetcher};

/// A client for configured services (a model, a mail service, a payment service). Their base URLs
/// come from the operator, so private addresses are fine. Time limits and User-Agent are those of
/// [`super::Fetcher`]; redirects are not followed. Read answers with [`read_body`].
///
/// # Errors
/// The proxy's address or the User-Agent cannot be used.
pub fn api_client(settings: &Settings) -> Result<Client, reqwest::Error> {
    fetcher::build(settings, |client| client.timeout(settings.total_time))
}

/// Reads a whole answer within the limits, whatever its status.
///
/// # Errors
/// It is larger or slower than the limits, or broke off.
pub async fn read_body(mut response: Response, settings: &Settings) -> Result<Vec<u8>, FetchError> {
    let url = response.url().clone();
    let limit = settings.max_body;
    let mut body = Vec::new();
    while let Some(chunk) =
        response.chunk().await.map_err(|error| FetchError::from_client(&error, &url, settings))?
    {
        if body.len() + chunk.len() > limit {
            return Err(FetchError::TooLarge { limit });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
