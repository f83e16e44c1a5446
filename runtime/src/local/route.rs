//! Which answer a request gets.

use bytes::Bytes;
use connect_participant_model::Operation;
use http::{Request, StatusCode, Uri};

use super::answer::{Answer, Refusal, UNKNOWN_OPERATION, wrong_method};
use super::operations::HANDLERS;
use super::service::Service;
use super::{attachment, path, presigned};

/// The largest body of a call that is read. The largest that an operation takes has about a tenth of it.
const MAX_CALL_BYTES: usize = 1024 * 1024;

/// The largest body of a request to here that is read.
pub(super) fn max_body_bytes(uri: &Uri) -> usize {
    if presigned::secret(uri).is_some() { attachment::MAX_BYTES } else { MAX_CALL_BYTES }
}

pub(super) fn route(service: &Service, request: &Request<Bytes>) -> Answer {
    if let Some(secret) = presigned::secret(request.uri()) {
        return presigned::answer(service, secret, request);
    }
    let path = request.uri().path();
    let found = HANDLERS
        .iter()
        .find_map(|handler| Some((handler, path::labels(handler.operation.path, path)?)));
    let Some((handler, labels)) = found else {
        let message = "the service has no operation at this path";
        return Refusal::new(StatusCode::NOT_FOUND, UNKNOWN_OPERATION, message).into();
    };
    let Operation { name, method, .. } = handler.operation;
    if method.as_str() != request.method().as_str() {
        return wrong_method(&format!("`{name}`"), method.as_str());
    }
    handler.answer(service, &labels, request).map_or_else(Answer::from, Answer::from)
}
