//! What the service answered.

use std::borrow::Cow;

use bytes::Bytes;
use connect_participant_model::{
    ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, response};
use serde_json::{Map, Value};

use crate::error::{BoxError, innermost};
use crate::operation::Output;
use crate::retry::retry_after;
use crate::{Error, ErrorKind, Result};

/// The header with the name of an exception.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
/// The header with the id of the request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The longest text of the service's that is passed on, in characters. The service model has 2,000 for the longest one.
const LONGEST_TEXT: usize = 2_000;

/// The shortest token that is looked for in a text. A shorter one is no secret, and may be part of any word.
const SHORTEST_SECRET: usize = 8;

/// Reads the answers to calls with one token.
pub(crate) struct Reader<'a> {
    pub(crate) bearer: &'a HeaderValue,
}

impl Reader<'_> {
    /// The output in a success, or the error that the answer is.
    pub(crate) fn read<O: Output>(&self, answer: &Response<Bytes>) -> Result<O> {
        if answer.status().is_success() {
            let output = read_output(answer.body());
            output.map_err(|reason| {
                self.unreadable(answer.status(), answer.headers(), &reason.to_string())
            })
        } else {
            Err(self.error(answer.status(), answer.headers(), answer.body()))
        }
    }

    /// What to make of an answer whose body broke off.
    pub(crate) fn cut_short(&self, head: &response::Parts, reason: &BoxError) -> Error {
        self.without_body(head, &innermost(reason.as_ref()).to_string()).cut_short()
    }

    /// What to make of an answer whose body is larger than the client reads.
    pub(crate) fn too_large(&self, head: &response::Parts, limit: usize) -> Error {
        self.without_body(head, &format!("the body has more than {limit} bytes"))
    }

    fn without_body(&self, head: &response::Parts, reason: &str) -> Error {
        if head.status.is_success() {
            self.unreadable(head.status, &head.headers, reason)
        } else {
            self.error(head.status, &head.headers, b"")
        }
    }

    fn unreadable(&self, status: StatusCode, headers: &HeaderMap, reason: &str) -> Error {
        let reason = self.printable(reason);
        Error::answer(ErrorKind::UnreadableResponse, status, self.request_id(headers))
            .with_message(format!("the answer is a success that cannot be read: {reason}"))
            .with_source(reason)
    }

    fn error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        // It may be empty, or a gateway's HTML page; the head tells enough then.
        let body: Map<String, Value> = serde_json::from_slice(body).unwrap_or_default();
        let member =
            |key: &str| body.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());

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

        let message =
            member("message").or_else(|| member("Message")).or_else(|| member("errorMessage"));
        let error = Error::answer(kind, status, self.request_id(headers))
            .with_code(name.map(|name| self.printable(name)))
            .with_retry_after(retry_after(headers));
        match message {
            Some(message) => error.with_message(self.printable(message)),
            None if status.is_redirection() && name.is_none() => {
                error.with_message("the answer is a redirect, and none is followed")
            }
            None => error,
        }
    }

    /// The id under which the service knows the request.
    pub(crate) fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        text(headers, &REQUEST_ID).map(|id| self.printable(id))
    }

    /// What came from the service, fit to be logged: on one line, not too long, and without the token of the call.
    fn printable(&self, text: &str) -> String {
        let hidden = match self.bearer.to_str() {
            Ok(token) if token.len() >= SHORTEST_SECRET => Cow::Owned(text.replace(token, "…")),
            _ => Cow::Borrowed(text),
        };
        let mut characters = hidden.chars();
        let on_one_line = |character: char| if character.is_control() { ' ' } else { character };
        let mut printable: String =
            characters.by_ref().take(LONGEST_TEXT).map(on_one_line).collect();
        if characters.next().is_some() {
            printable.push('…');
        }
        printable
    }
}

/// An object, which `Deserialize` alone does not insist on: it takes a list for the members in their order.
fn read_output<O: Output>(body: &[u8]) -> serde_json::Result<O> {
    let output = serde_json::from_slice(body)?;
    if body.trim_ascii_start().starts_with(b"{") {
        Ok(output)
    } else {
        Err(serde::de::Error::custom("expected an object"))
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
