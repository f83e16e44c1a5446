//! What the body of a call says it is.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::answer::Refusal;

const JSON: &str = "application/json";

/// Checks that a body says that it is JSON. Whether it is, is another question.
///
/// Services of this protocol answer like this, with a header that is missing, too: Smithy's tests of its servers,
/// `RestJsonWithBodyExpectsApplicationJsonContentType` and the one without headers beside it.
pub(crate) fn check(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(unsupported("a request with a body has one `Content-Type`"));
    };
    // What follows are parameters, such as a charset, and mean nothing.
    let essence = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
    if essence.trim().eq_ignore_ascii_case(JSON) {
        Ok(())
    } else {
        Err(unsupported("the `Content-Type` of a body is application/json"))
    }
}

fn unsupported(message: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UnsupportedMediaTypeException", message)
}
