//! The responses of faults.

use std::fmt;

use bytes::Bytes;
use connect_participant_model::{ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, THROTTLING};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::Full;

use crate::response::{ErrorResponse, Response};

const HTML: HeaderValue = HeaderValue::from_static("text/html");

/// A response that follows from its status, except for the headers and the body that are set.
#[derive(Clone)]
pub(crate) struct InjectedResponse {
    status: StatusCode,
    headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// The mistake of the test that made the fault. It replaces the response.
    problem: Option<String>,
}

impl InjectedResponse {
    pub(crate) fn new(status: u16) -> Self {
        // After an informational status (1xx), the client would wait for the final response.
        let known = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
        let problem =
            known.is_none().then(|| format!("the fault's status {status} is not from 200 to 999"));
        Self {
            status: known.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: None,
            problem,
        }
    }

    /// A response that reports a mistake of the test.
    pub(crate) fn invalid(problem: String) -> Self {
        Self { problem: Some(problem), ..Self::new(500) }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// Sets a header. `None` stands for a name or a value that is not valid.
    pub(crate) fn header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        match (name, value) {
            (Some(name), Some(value)) => {
                self.headers.insert(name, value);
            }
            (Some(name), None) => {
                let problem = format!("the fault's header `{name}` has an invalid value");
                self.problem = Some(problem);
            }
            (None, _) => self.problem = Some("a header name of the fault is not valid".to_owned()),
        }
    }

    /// Returns the response. `finish` adds the headers of the service to a response in its format.
    pub(crate) fn response(&self, finish: impl FnOnce(Response) -> Response) -> Response {
        if let Some(problem) = &self.problem {
            return finish(ErrorResponse::internal_server(problem.clone()).into());
        }
        let exception = EXCEPTIONS.iter().find(|known| known.status == self.status.as_u16());
        let mut response = match exception {
            Some(exception) => {
                finish(ErrorResponse::exception(*exception, message(*exception)).into())
            }
            None => self.gateway_response(),
        };
        if let Some(body) = &self.body {
            *response.body_mut() = Full::new(body.clone());
        }
        for (name, value) in &self.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response
    }

    /// Returns a response as from a gateway in front of the service.
    fn gateway_response(&self) -> Response {
        let title = self.status.to_string();
        let page = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
        );
        let mut response = Response::new(Full::from(page));
        *response.status_mut() = self.status;
        response.headers_mut().insert(CONTENT_TYPE, HTML);
        response
    }
}

/// The message of an exception: the service's own if it is known.
fn message(exception: Exception) -> &'static str {
    match exception {
        ACCESS_DENIED => ErrorResponse::ACCESS_DENIED,
        CONFLICT => ErrorResponse::CONTACT_STATE,
        THROTTLING => ErrorResponse::RATE_EXCEEDED,
        _ => "a fault was injected",
    }
}

impl fmt::Display for InjectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Some(problem) => f.write_str(problem),
            None => write!(f, "status {}", self.status.as_u16()),
        }
    }
}
