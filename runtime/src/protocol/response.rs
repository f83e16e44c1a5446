//! The response to a call: its output, or its error.

use bytes::Bytes;
use connect_participant_model::{
    ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, INTERNAL_SERVER, RESOURCE_NOT_FOUND,
    SERVICE_QUOTA_EXCEEDED, THROTTLING, VALIDATION,
};
use http::{HeaderMap, Response, StatusCode, response};
use serde_json::error::Category;

use crate::clock::Time;
use crate::error::{BoxError, Error, ErrorKind, ResourceType, reason};
use crate::protocol::bounded::TOO_MANY;
use crate::protocol::duplicates::last_wins;
use crate::protocol::error_body::ErrorBody;
use crate::protocol::header::{ERROR_TYPE, REQUEST_ID, STORAGE_REQUEST_ID, text};
use crate::protocol::output::OperationOutput;
use crate::protocol::retry_after::retry_after;
use crate::redact::Redactor;

/// Reads the responses to one call.
pub(crate) struct ResponseReader<'a> {
    /// Removes the secrets of the call from the texts of a response.
    pub(crate) redactor: &'a Redactor,
    pub(crate) time: &'a Time,
}

/// Returns the output of a success. `output_is_empty` accepts one without a body.
pub(crate) fn read_success<O: OperationOutput>(
    redactor: &Redactor,
    response: &Response<Bytes>,
    output_is_empty: bool,
) -> Result<O, Error> {
    read_output(response.body(), output_is_empty)
        .map_err(|reason| unreadable(redactor, response.status(), response.headers(), &reason))
}

impl ResponseReader<'_> {
    /// Returns a success as it is, or the error of any other response.
    pub(crate) fn check_status(&self, response: Response<Bytes>) -> Result<Response<Bytes>, Error> {
        if response.status().is_success() {
            return Ok(response);
        }
        Err(self.error(response.status(), response.headers(), response.body()))
    }

    /// Returns the error for a response whose body is incomplete.
    pub(crate) fn incomplete(&self, head: &response::Parts, source: &BoxError) -> Error {
        self.without_body(head, &reason(source.as_ref())).incomplete()
    }

    /// Returns the error for a response whose body exceeds the limit, in bytes.
    pub(crate) fn too_large(&self, head: &response::Parts, limit: usize) -> Error {
        self.without_body(head, &format!("the body exceeds {limit} bytes"))
    }

    fn without_body(&self, head: &response::Parts, reason: &str) -> Error {
        if head.status.is_success() {
            unreadable(self.redactor, head.status, &head.headers, reason)
        } else {
            self.error(head.status, &head.headers, b"")
        }
    }

    pub(crate) fn error(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
        // The body may be empty, or the HTML page of a gateway. The status and the headers suffice
        // then.
        let body: ErrorBody = serde_json::from_slice(body).unwrap_or_default();

        let [in_header, in_body, r#type, resource_type, resource_id, request_id, message] =
            self.redactor.redact_all([
                text(headers, &ERROR_TYPE),
                body.code.as_deref(),
                body.r#type.as_deref(),
                body.resource_type.as_deref(),
                body.resource_id.as_deref(),
                sent_request_id(headers),
                body.messages.iter().flatten().next().map(String::as_str),
            ]);

        let mut codes = [in_header, in_body, r#type].into_iter().flatten();
        let code = codes.find_map(|text| exception_name(&text).map(str::to_owned));
        let exception = EXCEPTIONS.iter().find(|exception| match &code {
            Some(code) => exception.name == code,
            None => exception.status == status.as_u16(),
        });
        let kind = exception.and_then(kind).unwrap_or(ErrorKind::Service);

        let resource_type = resource_type.map(|name| ResourceType::from(&*name));
        let error = Error::from_response(kind, status, request_id)
            .with_code(code)
            .with_resource(resource_type, resource_id)
            .set_retry_after(retry_after(headers, || self.time.system_time()));
        match message {
            Some(message) => error.with_message(message),
            None if is_redirect(status) => {
                error.with_message("the response is a redirect, and redirects are never followed")
            }
            None => error,
        }
    }
}

fn unreadable(redactor: &Redactor, status: StatusCode, headers: &HeaderMap, reason: &str) -> Error {
    let reason = redactor.redact(reason);
    let request_id = request_id(redactor, headers);
    Error::from_response(ErrorKind::UnreadableResponse, status, request_id)
        .with_message(format!("the response is a success that cannot be read: {reason}"))
        .with_source(reason)
}

/// Returns the request id of a response.
pub(crate) fn request_id(redactor: &Redactor, headers: &HeaderMap) -> Option<String> {
    sent_request_id(headers).map(|id| redactor.redact(id))
}

fn sent_request_id(headers: &HeaderMap) -> Option<&str> {
    text(headers, &REQUEST_ID).or_else(|| text(headers, &STORAGE_REQUEST_ID))
}

/// Reads the output from a JSON object. `Deserialize` alone would also accept an array with the
/// members in their order.
fn read_output<O: OperationOutput>(body: &[u8], output_is_empty: bool) -> Result<O, String> {
    let body = if body.is_empty() && output_is_empty { b"{}" } else { body };
    let output = match std::str::from_utf8(body) {
        Ok(text) => serde_json::from_str(text).or_else(|error| match error.classify() {
            // The object may have duplicate members.
            Category::Data => {
                let kept = last_wins(text).and_then(|kept| serde_json::from_slice(&kept));
                kept.map_err(|_| error)
            }
            Category::Eof | Category::Syntax | Category::Io => Err(error),
        }),
        // It finds the position of the error.
        Err(_) => serde_json::from_slice(body),
    };
    let output = output.map_err(|error| {
        // The messages of serde_json quote the body, so they are replaced.
        let problem = match error.classify() {
            Category::Eof => "it ends too early",
            Category::Data if error.to_string().starts_with(TOO_MANY) => {
                "it has a list or a map with too many entries"
            }
            Category::Data => "it is not the output of the operation",
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

/// Returns the name in `Name`, `Name:http://…`, `namespace#Name` or `namespace#Name:http://…`.
fn exception_name(text: &str) -> Option<&str> {
    let before_uri = text.split(':').next()?;
    let name = before_uri.rsplit('#').next()?.trim();
    let is_valid = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.');
    (!name.is_empty() && name.bytes().all(is_valid)).then_some(name)
}

/// Returns `true` for a status at which other clients follow the header `Location`.
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
    fn exception_name_is_found_in_each_form() {
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
