//! One request, and what becomes of it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONNECTION;
use http::{HeaderValue, Request, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};

use super::ending::Ending;
use super::route::{Target, route};
use crate::RequestRecord;
use crate::answer::{Answer, Refusal};
use crate::fault::Effect;
use crate::header::{ERROR_TYPE, REQUEST_ID};
use crate::service::Service;

/// The answer to a request, or how the connection ends in its place.
pub(crate) fn answer(
    service: Arc<Service>,
    request: Request<Incoming>,
    read_timeout: Duration,
) -> impl Future<Output = Result<Answer, Ending>> {
    // It is there before the future is, which nobody may ever wait for.
    let mut told = Told { record: RequestRecord::new(&service, &request), service };
    async move {
        let Told { service, record } = &mut told;
        let outcome = match read(request, read_timeout).await {
            Ok(request) => {
                record.learn(request.body());
                respond(service, &request, record).await
            }
            Err(refusal) => Ok(last(service.finish(refusal.into(), &record.request_id))),
        };
        if let Ok(answer) = &outcome {
            record.status = Some(answer.status());
        }
        outcome
    }
}

/// A request that is told when all is said: also where nobody waits for the answer.
struct Told {
    service: Arc<Service>,
    record: RequestRecord,
}

impl Drop for Told {
    fn drop(&mut self) {
        // Where a rule of a test's has panicked, another panic would end the process.
        if !std::thread::panicking() {
            self.service.tell(&self.record);
        }
    }
}

async fn respond(
    service: &Service,
    request: &Request<Bytes>,
    record: &mut RequestRecord,
) -> Result<Answer, Ending> {
    let is_of_the_service = !matches!(Target::of(request.uri()), Target::EventLog);
    let effect = if is_of_the_service { service.faults.meet(record) } else { None };
    record.fault = effect.is_some();
    let finish = |answer| service.finish(answer, &record.request_id);
    match effect {
        None => Ok(finish(route(service, request))),
        Some(Effect::Answer(injected)) => Ok(injected.answer(finish)),
        Some(Effect::Delay(duration)) => {
            let answer = finish(route(service, request));
            tokio::time::sleep(duration).await;
            Ok(answer)
        }
        Some(Effect::Reset) => Err(Ending::Reset),
        Some(Effect::CutShort) => {
            let answer = finish(route(service, request));
            record.status = Some(answer.status());
            Err(Ending::cut_short(answer).await)
        }
    }
}

/// A request with its body, which is read whole before anything is said about the request: a client that is still
/// sending may not see an answer. Only where it says itself that it sends too much, it hears so at once.
async fn read(
    request: Request<Incoming>,
    read_timeout: Duration,
) -> Result<Request<Bytes>, Refusal> {
    let (head, body) = request.into_parts();
    let max_bytes = Target::of(&head.uri).max_body_bytes();
    let too_large = || {
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "RequestTooLargeException",
            format!("the body has more than {max_bytes} bytes"),
        )
    };
    if usize::try_from(body.size_hint().lower()).map_or(true, |size| size > max_bytes) {
        return Err(too_large());
    }
    let body = tokio::time::timeout(read_timeout, Limited::new(body, max_bytes).collect())
        .await
        .map_err(|_| {
            Refusal::new(
                StatusCode::REQUEST_TIMEOUT,
                "RequestTimeoutException",
                "the body has not come in time",
            )
        })?
        .map_err(|error| {
            if error.is::<LengthLimitError>() {
                too_large()
            } else {
                Refusal::validation("the body cannot be read")
            }
        })?;
    Ok(Request::from_parts(head, body.to_bytes()))
}

/// The answer after which the connection is closed, for the rest of the request would be taken for the next one.
fn last(mut answer: Answer) -> Answer {
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}

impl Service {
    /// The answer, with what all answers of the service's have.
    fn finish(&self, mut answer: Answer, request_id: &str) -> Answer {
        if !self.error_type_header {
            answer.headers_mut().remove(ERROR_TYPE);
        }
        // The text of a UUID is always fit for a header.
        if let Ok(id) = HeaderValue::try_from(request_id) {
            answer.headers_mut().insert(REQUEST_ID, id);
        }
        answer
    }
}
