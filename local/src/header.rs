//! The headers of the service.

use http::{HeaderName, HeaderValue};

/// The token that authorises a call.
pub(crate) const BEARER: HeaderName = HeaderName::from_static("x-amz-bearer");
/// The name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// The id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The content type of bodies, both ways.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
