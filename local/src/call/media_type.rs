//! The `Content-Type` header of calls.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::response::ErrorResponse;

const JSON: &str = "application/json";

/// Checks that the headers declare a JSON body, with or without parameters such as a charset.
///
/// The protocol's tests for servers require these errors, also for a missing header: see
/// `RestJsonWithBodyExpectsApplicationJsonContentType` and the case without headers in Smithy's
/// protocol tests.
pub(crate) fn check(headers: &HeaderMap) -> Result<(), ErrorResponse> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(unsupported("a request with a body has one `Content-Type`"));
    };
    let media_type = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    if media_type.trim().eq_ignore_ascii_case(JSON) {
        Ok(())
    } else {
        Err(unsupported("the `Content-Type` of a body is application/json"))
    }
}

fn unsupported(message: &'static str) -> ErrorResponse {
    let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    ErrorResponse::new(status, "UnsupportedMediaTypeException", message)
}
