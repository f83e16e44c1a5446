//! What the service answered.

use bytes::Bytes;
use connect_participant_model::{
    ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use http::{HeaderMap, HeaderName, Response, StatusCode, response};
use serde_json::{Map, Value};

use crate::operation::Output;
use crate::{Error, ErrorKind, Result};

/// The header with the name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// The header with the id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The output in a success, or the error that the answer is.
pub(crate) fn read<O: Output>(answer: &Response<Bytes>) -> Result<O> {
    if !answer.status().is_success() {
        return Err(error(answer.status(), answer.headers(), answer.body()));
    }
    read_output(answer.body())
        .map_err(|source| unreadable(answer.status(), answer.headers()).with_source(source))
}

/// What to make of an answer whose body could not be read.
pub(crate) fn without_body(head: &response::Parts) -> Error {
    if head.status.is_success() {
        unreadable(head.status, &head.headers)
    } else {
        error(head.status, &head.headers, b"")
    }
}

fn read_output<O: Output>(body: &[u8]) -> serde_json::Result<O> {
    let output = serde_json::from_slice(body)?;
    // A derived `Deserialize` also takes a list, for the members in their order.
    if body.trim_ascii_start().starts_with(b"{") {
        Ok(output)
    } else {
        Err(serde::de::Error::custom("expected an object"))
    }
}

fn unreadable(status: StatusCode, headers: &HeaderMap) -> Error {
    Error::answer(ErrorKind::UnreadableResponse, status, request_id(headers))
        .with_message("the answer is a success, but it cannot be read")
}

fn error(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    // It may be empty, or a gateway's HTML page; the head tells enough then.
    let body: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    let member = |key: &str| body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());

    let name = [text(headers, &ERROR_TYPE), member("code"), member("__type")]
        .into_iter()
        .flatten()
        .map(exception_name)
        .find(|name| !name.is_empty());
    let exception = EXCEPTIONS.iter().find(|exception| match name {
        Some(name) => exception.name == name,
        None => exception.status == status.as_u16(),
    });
    let kind = exception.and_then(kind).unwrap_or(ErrorKind::Service);

    let error = Error::answer(kind, status, request_id(headers));
    let message =
        member("message").or_else(|| member("Message")).or_else(|| member("errorMessage"));
    // A name that the model does not have is not in the kind, so it is told beside the message.
    match (message, name.filter(|_| exception.is_none())) {
        (Some(message), Some(name)) => error.with_message(format!("{name}: {message}")),
        (Some(text), None) | (None, Some(text)) => error.with_message(text),
        (None, None) => error,
    }
}

/// The name in `Name`, `Name:http://…`, `namespace#Name` and `namespace#Name:http://…`.
fn exception_name(text: &str) -> &str {
    let before_uri = text.split(':').next().unwrap_or_default();
    before_uri.rsplit('#').next().unwrap_or_default().trim()
}

fn kind(exception: &Exception) -> Option<ErrorKind> {
    Some(match *exception {
        ACCESS_DENIED => ErrorKind::AccessDenied,
        CONFLICT => ErrorKind::Conflict,
        INTERNAL_SERVER => ErrorKind::InternalServer,
        RESOURCE_NOT_FOUND => ErrorKind::ResourceNotFound,
        SERVICE_QUOTA_EXCEEDED => ErrorKind::ServiceQuotaExceeded,
        THROTTLING => ErrorKind::Throttling,
        VALIDATION => ErrorKind::Validation,
        _ => return None,
    })
}

fn request_id(headers: &HeaderMap) -> Option<String> {
    text(headers, &REQUEST_ID).map(str::to_owned)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use connect_participant_model::EXCEPTIONS;

    use super::{exception_name, kind};

    #[test]
    fn every_exception_has_a_kind() {
        assert!(EXCEPTIONS.iter().all(|exception| kind(exception).is_some()));
    }

    #[test]
    fn a_name_is_found_in_each_form() {
        for text in [
            "Name",
            "Name:",
            "Name:http://a.example/#b",
            "ns#Name",
            "ns#Name:http://a.example/",
            " Name ",
        ] {
            assert_eq!(exception_name(text), "Name", "{text}");
        }
        assert_eq!(exception_name(":"), "");
    }
}
