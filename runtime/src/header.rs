//! The headers of the service.

use http::{HeaderMap, HeaderName, HeaderValue};

/// The token that authorises a call.
pub(crate) const BEARER: HeaderName = HeaderName::from_static("x-amz-bearer");
/// The name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// The id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
/// The id of the request, of what is not Amazon Connect itself but stores its attachments.
pub(crate) const STORAGE_REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-request-id");
/// How many milliseconds the service asks to be left alone. It comes before the header of HTTP's.
pub(crate) const AMZ_RETRY_AFTER: HeaderName = HeaderName::from_static("x-amz-retry-after");

/// The content type of bodies, both ways.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The value of a header, where it is text, and not empty.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}
