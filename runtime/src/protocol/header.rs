//! The headers of the service.

use connect_participant_model::header;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The bearer token.
const BEARER: HeaderName = HeaderName::from_static(header::BEARER);
/// The name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static(header::ERROR_TYPE);
/// The id of a request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static(header::REQUEST_ID);
/// The id of a request to the store of attachments.
pub(crate) const STORAGE_REQUEST_ID: HeaderName =
    HeaderName::from_static(header::STORAGE_REQUEST_ID);
/// The pause that the service asks for, in milliseconds. It takes precedence over `Retry-After`.
pub(crate) const AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static(header::RETRY_AFTER);

/// The content type of the bodies of requests and responses.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Returns the request header with this name in the service model.
pub(crate) fn request_header(name: &str) -> Option<HeaderName> {
    (name == header::BEARER).then_some(BEARER)
}

/// Returns the value of a header if it is text and not empty.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}
