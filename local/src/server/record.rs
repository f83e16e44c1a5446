//! Records of requests.

use http::{Method, Request};

use super::target::Target;
use crate::request_record::RequestRecord;
use crate::service::Service;

/// Returns the record of a request whose body has not been read.
pub(crate) fn record<B>(service: &Service, request: &Request<B>, target: &Target) -> RequestRecord {
    let caller = match target.websocket_secret() {
        Some(secret) => service.websocket_links.find(secret, service.clock.now()).ok(),
        None => service.holder(request.headers()),
    };
    let caller = caller.as_ref();
    RequestRecord {
        method: redact_method(request.method()),
        operation: target.operation().map(|operation| operation.name),
        content_type: None,
        path: target.redacted_path(request.uri()),
        participant_role: caller.map(|caller| caller.identity.role.clone()),
        participant_id: caller.map(|caller| caller.identity.id.clone()),
        contact_id: caller.map(|caller| caller.contact_id.as_ref().to_owned()),
        status: None,
        reason: None,
        request_id: service.request_ids.next().to_string(),
        fault: false,
    }
}

/// Returns the method, or `OTHER` if it is not a standard one.
fn redact_method(method: &Method) -> Method {
    let standard = [
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
    standard.into_iter().find(|known| known == method).unwrap_or_else(other)
}
