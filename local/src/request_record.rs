//! Requests, as a log has them.

use std::fmt;

use connect_participant_model::operation;
use http::{Method, Request, StatusCode};

use super::ChatParticipant;
use super::call::input;
use super::server::route::Target;
use super::service::Service;
use connect_participant::ParticipantRole;

/// A request to the local service, and what became of it. There is no secret in it: no token, no content, and nothing of a
/// URL that could be either.
///
/// It is what [`on_request`](crate::LocalServiceBuilder::on_request) is told, and what a rule of
/// [`Fault::when`](crate::Fault::when) decides by. Its `Display` is a line for a log, and its `Debug` is one too.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestRecord {
    /// The HTTP method; `OTHER` for one that HTTP itself does not have, and that may be anything.
    pub method: Method,
    /// The name of the operation that is called, such as `SendEvent`, if one is.
    pub operation: Option<&'static str>,
    /// The content type of the event or the message that is sent, if it is one that the operation takes:
    /// `application/vnd.amazonaws.connect.event.typing`.
    pub content_type: Option<&'static str>,
    /// The path as the operation has it: `/participant/views/{ViewToken}`. What no operation has is written with `…` for
    /// each part that is more than a word in lower case, and without a query.
    pub path: String,
    /// What the caller is in the chat, where the token is one of this service's, whether it is good for the call or not.
    pub participant_role: Option<ParticipantRole>,
    /// The caller's id, where the token is one of this service's.
    pub participant_id: Option<String>,
    /// The id of the caller's contact, where the token is one of this service's.
    pub contact_id: Option<String>,
    /// The status of the answer. There is none as long as a rule decides, nor where there is no answer: the connection was
    /// reset, or the client did not wait.
    pub status: Option<StatusCode>,
    /// The id of the request, which the answer has too, unless it is one of a gateway's.
    pub request_id: String,
    /// Whether the request met a [`Fault`](crate::Fault).
    pub fault: bool,
}

impl RequestRecord {
    /// What is known of a request before its body is read.
    pub(crate) fn new<B>(service: &Service, request: &Request<B>) -> Self {
        let target = Target::of(request.uri());
        let caller = service.holder(request.headers());
        let caller = caller.as_ref();
        Self {
            method: known(request.method()),
            operation: target.operation(request.method()).map(|operation| operation.name),
            content_type: None,
            path: target.path_without_secrets(request.uri()),
            participant_role: caller.map(ChatParticipant::role),
            participant_id: caller.map(|caller| caller.id().to_owned()),
            contact_id: caller.map(|caller| caller.contact_id().to_owned()),
            status: None,
            request_id: service.request_ids.next().to_string(),
            fault: false,
        }
    }

    /// What the body tells beside it.
    pub(crate) fn learn(&mut self, body: &[u8]) {
        let operation = self.operation.and_then(operation);
        self.content_type = operation.and_then(|operation| input::content_type_of(operation, body));
    }
}

fn known(method: &Method) -> Method {
    let all = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::CONNECT,
        Method::OPTIONS,
        Method::TRACE,
        Method::PATCH,
    ];
    let other = || Method::from_bytes(b"OTHER").unwrap_or_default();
    all.into_iter().find(|known| known == method).unwrap_or_else(other)
}

/// A line for a log: `POST /participant/messages SendMessage text/plain 200 AGENT 9d1c… fault request id 5f3a…`, where what
/// there is not is left out.
impl fmt::Display for RequestRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(operation) = self.operation {
            write!(f, " {operation}")?;
        }
        if let Some(content_type) = self.content_type {
            write!(f, " {content_type}")?;
        }
        match self.status {
            Some(status) => write!(f, " {}", status.as_u16())?,
            None => f.write_str(" no answer")?,
        }
        if let Some(role) = &self.participant_role {
            write!(f, " {role}")?;
        }
        if let Some(id) = &self.participant_id {
            write!(f, " {id}")?;
        }
        if self.fault {
            f.write_str(" fault")?;
        }
        write!(f, " request id {}", self.request_id)
    }
}
