//! The pre-signed URLs of websockets.

use http::Uri;

use crate::request_record::WEBSOCKET_PATH;

/// The part of the query that is followed by the secret.
const SECRET: &str = "X-Amz-Security-Token=";

/// Returns the pre-signed URL with this secret.
pub(crate) fn with_secret(service_url: &str, secret: &str) -> String {
    // The URL of the service starts with `http` or `https`, so this one starts with `ws` or `wss`.
    let rest = service_url.strip_prefix("http").unwrap_or(service_url);
    format!("ws{rest}{WEBSOCKET_PATH}?{SECRET}{secret}")
}

/// Returns the secret of a pre-signed URL. Returns an empty text if the URL has no secret, and
/// `None` for any other path.
pub(crate) fn secret(uri: &Uri) -> Option<&str> {
    let query = uri.query().unwrap_or_default();
    let secret = query.split('&').find_map(|part| part.strip_prefix(SECRET));
    (uri.path() == WEBSOCKET_PATH).then_some(secret.unwrap_or_default())
}
