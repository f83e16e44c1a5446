//! The exchange of a request and its response.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connect_participant_model::header::{ERROR_TYPE, REQUEST_ID};
use http::header::{CONNECTION, DATE};
use http::{HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use super::abort::Abort;
use super::cors;
use super::event_log;
use super::record::record;
use super::socket::Socket;
use super::target::Target;
use crate::call::input::JsonBody;
use crate::clock::timestamp::{http_date, timestamp};
use crate::control::command::Command;
use crate::control::{self, page};
use crate::fault::Effect;
use crate::presigned;
use crate::request_record::RequestRecord;
use crate::response::{ErrorResponse, Response, refusal_reason, wrong_method};
use crate::service::Service;
use crate::websocket::handshake;

/// How long a response may be delayed after its client has closed its side of the connection. TCP
/// does not tell a client that still reads from one that has gone.
const HALF_CLOSED_WAIT: Duration = Duration::from_secs(2);

/// Responds to a request, or aborts the connection.
pub(crate) fn respond(
    service: Arc<Service>,
    client: Socket,
    request: Request<Incoming>,
    read_timeout: Duration,
) -> impl Future<Output = Result<Response, Abort>> {
    let origin = service.sites.permitted_origin(&request);
    let target = if origin.is_some() && cors::is_preflight(&request) {
        Target::Preflight
    } else {
        Target::new(request.method(), request.uri(), service.request_log.is_some())
    };
    // Pages of other origins have no use for the control, which has tokens.
    let origin = origin.filter(|_| !target.is_for_tests());
    // Create the record eagerly: the request is reported even if the future is never polled.
    let record = record(&service, &request, &target);
    let is_logged = target.is_of_service();
    // The page asks for news several times a second, which would hide everything else.
    let is_reported = is_logged || !page::reads(&request);
    let mut report = ReportOnDrop { service, record, is_logged, is_reported };
    async move {
        let ReportOnDrop { service, record, .. } = &mut report;
        let mut outcome = match read(request, target.max_body_bytes(), read_timeout).await {
            Ok(request) => {
                let request = ReadRequest::new(target, request);
                record.content_type = request.content_type();
                request.respond(service, &client, record).await
            }
            Err(error) => Ok(close_after(finish(service, error.into(), &record.request_id))),
        };
        if let Ok(response) = &mut outcome {
            note_outcome(record, response);
            if let Some(origin) = origin {
                cors::permit(response.headers_mut(), origin);
            }
            // hyper would write the time of the machine.
            if let Ok(date) = HeaderValue::try_from(http_date(service.clock.now())) {
                response.headers_mut().entry(DATE).or_insert(date);
            }
        }
        outcome
    }
}

/// Reports a request when it is dropped, so that a request is also reported if its client closes
/// the connection early.
struct ReportOnDrop {
    service: Arc<Service>,
    record: RequestRecord,
    /// `true` if it is part of the log of requests.
    is_logged: bool,
    /// `true` if the callback of the user gets it.
    is_reported: bool,
}

impl Drop for ReportOnDrop {
    fn drop(&mut self) {
        if let Some(log) = self.service.request_log.as_ref().filter(|_| self.is_logged) {
            log.push(&self.record, timestamp(self.service.clock.now()));
        }
        // The callback may panic. During another panic, that would abort the process.
        if self.is_reported && !std::thread::panicking() {
            self.service.report(&self.record);
        }
    }
}

/// A request that was read.
struct ReadRequest {
    target: Target,
    request: Request<Bytes>,
    /// The body, if an operation is called.
    json: Option<JsonBody>,
}

impl ReadRequest {
    fn new(target: Target, request: Request<Bytes>) -> Self {
        let operation = target.operation();
        let json = operation.map(|operation| JsonBody::parse(operation, request.body()));
        Self { target, request, json }
    }

    /// Returns the content type of the event or the message that is sent.
    fn content_type(&self) -> Option<&'static str> {
        self.json.as_ref()?.content_type(self.target.operation()?)
    }

    /// Responds to the request, or applies a fault to it.
    async fn respond(
        self,
        service: &Arc<Service>,
        client: &Socket,
        record: &mut RequestRecord,
    ) -> Result<Response, Abort> {
        let is_of_service = self.target.is_of_service();
        let take = || service.faults.take_match(record, service.clock.now());
        let effect = if is_of_service { take() } else { None };
        record.fault = effect.is_some();
        let finish = |response| finish(service, response, &record.request_id);
        match effect {
            None => Ok(finish(self.route(service)?)),
            Some(Effect::Response(injected)) => Ok(injected.response(finish)),
            Some(Effect::Delay(duration)) => {
                let response = finish(self.route(service)?);
                if timeout(duration, client_left(client)).await.is_ok() {
                    return Err(Abort::Closed);
                }
                Ok(response)
            }
            Some(Effect::Reset) => Err(Abort::Reset),
            Some(Effect::CutShort) => {
                let response = finish(self.route(service)?);
                note_outcome(record, &response);
                Err(Abort::cut_short(response, &http_date(service.clock.now())).await)
            }
        }
    }

    /// Passes the request to its target, unless the service is stopped.
    fn route(self, service: &Arc<Service>) -> Result<Response, Abort> {
        let Self { target, request, json } = self;
        let Some(running) = service.running() else { return Err(Abort::Closed) };
        if target.is_for_own_sites() {
            let is_permitted = matches!(target, Target::Websocket(_))
                && service.sites.permitted_origin(&request).is_some();
            if let (false, Err(error)) = (is_permitted, service.sites.check(&request)) {
                return Ok(error.into());
            }
        }
        Ok(match (target, json) {
            (Target::Call(handler, labels), Some(json)) => handler
                .respond(service, request.headers(), labels, json)
                .map_or_else(Response::from, Response::from),
            (Target::WrongMethod(operation), _) => {
                wrong_method(&format!("`{}`", operation.name), operation.method.as_str())
            }
            (Target::Presigned(secret), _) => presigned::respond(service, &secret, &request),
            (Target::Websocket(secret), _) => handshake::respond(service, &secret, &request),
            (Target::Page, _) => page::respond(request.method(), request.uri().path()),
            (Target::EventLog, _) => event_log::respond(service, request.method()),
            (Target::Control(route, labels), _) => {
                // Speaking needs the lock too, and a lock must not be taken twice.
                drop(running);
                let (query, body) = (request.uri().query(), request.body());
                route.respond(&Command { service, labels: &labels, query, body })
            }
            (Target::Preflight, _) => cors::preflight_response(request.headers()),
            (Target::WrongControlMethod(path), _) => control::wrong_method_of(path),
            (Target::Unknown | Target::Call(..), _) => ErrorResponse::unknown_path().into(),
        })
    }
}

fn note_outcome(record: &mut RequestRecord, response: &Response) {
    record.status = Some(response.status());
    record.reason = refusal_reason(response);
}

/// Completes when the client has left: after a while without a sign of it, if it has closed its side
/// of the connection. It may have closed only that side, and still read the response.
async fn client_left(client: &Socket) {
    client.client_closed().await;
    tokio::time::sleep(HALF_CLOSED_WAIT).await;
}

/// Reads the body of a request. It is read completely before the response is sent, because a client
/// that is still sending may not read the response. If the client declares too large a body, the
/// error is returned at once.
async fn read(
    request: Request<Incoming>,
    max_bytes: usize,
    read_timeout: Duration,
) -> Result<Request<Bytes>, ErrorResponse> {
    let (head, body) = request.into_parts();
    let too_large = || {
        ErrorResponse::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "RequestTooLargeException",
            format!("the body exceeds {max_bytes} bytes"),
        )
    };
    if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > max_bytes) {
        return Err(too_large());
    }
    let body = timeout(read_timeout, Limited::new(body, max_bytes).collect())
        .await
        .map_err(|_| {
            ErrorResponse::new(
                StatusCode::REQUEST_TIMEOUT,
                "RequestTimeoutException",
                "the body was not received in time",
            )
        })?
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                too_large()
            } else {
                ErrorResponse::validation("the body cannot be read")
            }
        })?;
    Ok(Request::from_parts(head, body.to_bytes()))
}

/// Closes the connection after the response. The rest of an incomplete request would be read as the
/// next request.
fn close_after(mut response: Response) -> Response {
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Adds the headers that all responses of the service have.
fn finish(service: &Service, mut response: Response, request_id: &str) -> Response {
    if !service.error_type_header {
        response.headers_mut().remove(ERROR_TYPE);
    }
    // A UUID is always a valid header value.
    if let Ok(id) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
