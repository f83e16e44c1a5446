//! Answers that a fault gives in place of the service.

use std::fmt;

use bytes::Bytes;
use connect_participant_model::{ACCESS_DENIED, CONFLICT, EXCEPTIONS, Exception, THROTTLING};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::Full;

use crate::answer::{Answer, Refusal, STATE_OF_THE_CONTACT, THROTTLED};

const HTML: HeaderValue = HeaderValue::from_static("text/html");

/// An answer that has to do with its status alone, but for what is given.
#[derive(Clone)]
pub(crate) struct InjectedAnswer {
    status: StatusCode,
    headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    /// Why there is no such answer.
    problem: Option<String>,
}

impl InjectedAnswer {
    pub(crate) fn new(status: u16) -> Self {
        // An informational one is followed by an answer, and is none.
        let known = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
        Self {
            status: known.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: None,
            problem: known
                .is_none()
                .then(|| format!("the fault's status {status} is none of an answer")),
        }
    }

    /// An answer that says why there is no other.
    pub(crate) fn impossible(problem: String) -> Self {
        Self { problem: Some(problem), ..Self::new(500) }
    }

    pub(crate) fn header(&mut self, name: Option<HeaderName>, value: Option<HeaderValue>) {
        let Some(name) = name else {
            self.problem =
                Some("a header of the fault's has a name that HTTP does not have".into());
            return;
        };
        match value {
            Some(value) => drop(self.headers.insert(name, value)),
            None => self.problem = Some(format!("the fault's header `{name}` has no such value")),
        }
    }

    /// The answer. What the service itself would say is finished as its other answers are.
    pub(crate) fn answer(&self, finish: impl FnOnce(Answer) -> Answer) -> Answer {
        if let Some(problem) = &self.problem {
            return finish(Refusal::internal_server(problem.clone()).into());
        }
        let exception = EXCEPTIONS.iter().find(|known| known.status == self.status.as_u16());
        let mut answer = match exception {
            Some(exception) => finish(Refusal::exception(*exception, words(*exception)).into()),
            None => self.of_a_gateway(),
        };
        if let Some(body) = &self.body {
            *answer.body_mut() = Full::new(body.clone());
        }
        for (name, value) in &self.headers {
            answer.headers_mut().insert(name.clone(), value.clone());
        }
        answer
    }

    fn of_a_gateway(&self) -> Answer {
        let title = self.status.to_string();
        let page = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body><h1>{title}</h1></body>\r\n</html>\r\n"
        );
        let mut answer = Answer::new(Full::from(page));
        *answer.status_mut() = self.status;
        answer.headers_mut().insert(CONTENT_TYPE, HTML);
        answer
    }
}

/// What the service says, where it has been heard, and otherwise where the error comes from.
fn words(exception: Exception) -> &'static str {
    match exception {
        ACCESS_DENIED => Refusal::ACCESS_DENIED,
        CONFLICT => STATE_OF_THE_CONTACT,
        THROTTLING => THROTTLED,
        _ => "a fault was injected",
    }
}

impl fmt::Display for InjectedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Some(problem) => f.write_str(problem),
            None => write!(f, "status {}", self.status.as_u16()),
        }
    }
}
