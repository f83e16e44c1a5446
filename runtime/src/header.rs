//! The headers of the service.

use connect_participant_model::header;
use http::{HeaderMap, HeaderName, HeaderValue};

/// The token that authorises a call.
pub(crate) const BEARER: HeaderName = HeaderName::from_static(header::BEARER);
/// The name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static(header::ERROR_TYPE);
/// The id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static(header::REQUEST_ID);
/// The id of the request, of what is not Amazon Connect itself but stores its attachments.
pub(crate) const STORAGE_REQUEST_ID: HeaderName =
    HeaderName::from_static(header::STORAGE_REQUEST_ID);
/// How many milliseconds the service asks to be left alone. It comes before the header of HTTP's.
pub(crate) const AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static(header::RETRY_AFTER);

/// The content type of bodies, both ways.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The value of a header, where it is text, and not empty.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}
