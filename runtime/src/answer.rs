//! What the service answered.

mod error_body;

use bytes::Bytes;
use connect_participant_model::{
    ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use http::{HeaderMap, Response, StatusCode, response};
use serde_json::error::Category;

use self::error_body::ErrorBody;
use crate::error::{BoxError, innermost};
use crate::header::{ERROR_TYPE, REQUEST_ID, STORAGE_REQUEST_ID, text};
use crate::operation::Output;
use crate::retry::retry_after;
use crate::secrets::Secrets;
use crate::{Error, ErrorKind, ResourceType, Result};

/// Reads the answers to one call.
pub(crate) struct Reader<'a> {
    /// What it takes out of them.
    pub(crate) secrets: &'a Secrets,
}

impl Reader<'_> {
    /// The output in a success, or the error that the answer is.
    pub(crate) fn read<O: Output>(&self, answer: &Response<Bytes>) -> Result<O> {
        if answer.status().is_success() {
            let output = read_output(answer.body());
            output.map_err(|reason| self.unreadable(answer.status(), answer.headers(), &reason))
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
        let reason = self.secrets.printable(reason);
        Error::answer(ErrorKind::UnreadableResponse, status, self.request_id(headers))
            .with_message(format!("the answer is a success that cannot be read: {reason}"))
            .with_source(reason)
    }

    fn error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        // It may be empty, or a gateway's HTML page; the head tells enough then.
        let body: ErrorBody = serde_json::from_slice(body).unwrap_or_default();

        let code = [text(headers, &ERROR_TYPE), body.code.as_deref(), body.r#type.as_deref()]
            .into_iter()
            .flatten()
            .map(|text| self.secrets.printable(text))
            .find_map(|text| exception_name(&text).map(str::to_owned));
        let exception = EXCEPTIONS.iter().find(|exception| match &code {
            Some(code) => exception.name == code,
            None => exception.status == status.as_u16(),
        });
        let kind = exception.and_then(kind).unwrap_or(ErrorKind::Service);

        let error = Error::answer(kind, status, self.request_id(headers))
            .with_code(code)
            .with_resource(
                body.resource_type.map(|kind| ResourceType::from(&*self.secrets.printable(&kind))),
                body.resource_id.map(|id| self.secrets.printable(&id)),
            )
            .with_retry_after(retry_after(headers));
        match body.messages.into_iter().flatten().next() {
            Some(message) => error.with_message(self.secrets.printable(&message)),
            None if is_redirect(status) => {
                error.with_message("the answer is a redirect, and none is followed")
            }
            None => error,
        }
    }

    /// The id under which the service knows the request.
    pub(crate) fn request_id(&self, headers: &HeaderMap) -> Option<String> {
        let id = text(headers, &REQUEST_ID).or_else(|| text(headers, &STORAGE_REQUEST_ID));
        id.map(|id| self.secrets.printable(id))
    }
}

/// An object, which `Deserialize` alone does not insist on: it takes a list for the members in their order.
fn read_output<O: Output>(body: &[u8]) -> Result<O, String> {
    if let (b"", Some(output)) = (body, O::of_no_body()) {
        return Ok(output);
    }
    let output = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text),
        // It has to find out where.
        Err(_) => serde_json::from_slice(body),
    };
    let output = output.map_err(|error| {
        // In words of ours: those of the library repeat what stands there.
        let problem = match error.classify() {
            Category::Eof => "it ends too early",
            Category::Data => "it is not what the operation returns",
            Category::Syntax | Category::Io => "it is not JSON",
        };
        format!("{problem}, at line {} column {}", error.line(), error.column())
    })?;
    if body.trim_ascii_start().starts_with(b"{") {
        Ok(output)
    } else {
        Err("it is not an object".to_owned())
    }
}

/// The name in `Name`, `Name:http://…`, `namespace#Name` and `namespace#Name:http://…`, if there is one.
fn exception_name(text: &str) -> Option<&str> {
    let before_uri = text.split(':').next()?;
    let name = before_uri.rsplit('#').next()?.trim();
    let is_of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    (!name.is_empty() && name.bytes().all(is_of_a_name)).then_some(name)
}

/// Whether it is one that a client would follow which follows any.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301..=303 | 307 | 308)
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
            assert_eq!(exception_name(text), Some("Name"), "{text}");
        }
        for text in ["", ":", "ns#", " ", "#:Name", "…", "No name", "Name-of"] {
            assert_eq!(exception_name(text), None, "{text}");
        }
    }
}
