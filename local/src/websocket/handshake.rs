//! The handshake of a websocket, a request to its pre-signed URL.

use std::sync::Arc;

use bytes::Bytes;
use connect_participant::ParticipantRole;
use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Version};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::registration::Registration;
use crate::contact::caller::Caller;
use crate::lock::lock;
use crate::push::outbox::{Ending, Outbox};
use crate::refusal_reason::RefusalReason;
use crate::response::{ErrorResponse, Response, wrong_method};
use crate::service::Service;
use crate::websocket_settings::ExcessWebsocket;

/// The only version of the protocol.
const VERSION: HeaderValue = HeaderValue::from_static("13");

/// The close code of a websocket that is one too many.
const POLICY_VIOLATION: u16 = 1008;

/// Responds to a handshake. If it succeeds, the response carries the [`Registration`] of the
/// websocket as an extension, which is not sent.
pub(crate) fn respond(service: &Service, secret: &str, request: &Request<Bytes>) -> Response {
    if request.method() != Method::GET {
        return wrong_method("the URL", "GET");
    }
    let accepted = accept_key(request).and_then(|key| {
        let registration = register(service, secret);
        Ok((key, registration.map_err(|error| error.with_status(refusal_status(service)))?))
    });
    match accepted {
        Ok((key, registration)) => switch_protocols(&key, registration),
        Err(error) => {
            let is_version_missing = error.status() == StatusCode::UPGRADE_REQUIRED;
            let mut response = Response::from(error);
            if is_version_missing {
                response.headers_mut().insert(SEC_WEBSOCKET_VERSION, VERSION);
            }
            response
        }
    }
}

/// Checks the headers of a handshake. Returns the key that proves it to the client.
///
/// Extensions and subprotocols are ignored, so the client uses none.
fn accept_key(request: &Request<Bytes>) -> Result<String, ErrorResponse> {
    let headers = request.headers();
    let is_upgrade = request.version() >= Version::HTTP_11
        && has_token(headers, &CONNECTION, "upgrade")
        && has_token(headers, &UPGRADE, "websocket");
    let is_version_known = headers.get(SEC_WEBSOCKET_VERSION) == Some(&VERSION);
    if !is_upgrade || !is_version_known {
        let message = "the URL is that of a websocket, version 13";
        return Err(ErrorResponse::validation(message).with_status(StatusCode::UPGRADE_REQUIRED));
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).ok_or_else(|| {
        ErrorResponse::validation("the handshake has no header `Sec-WebSocket-Key`")
    })?;
    Ok(derive_accept_key(key.as_bytes()))
}

/// Returns `true` if a header with a list of tokens has this one, in upper or lower case.
fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|found| found.trim().eq_ignore_ascii_case(token))
}

/// Adds a websocket to the chat of the participant whose URL has this secret.
fn register(service: &Service, secret: &str) -> Result<Registration, ErrorResponse> {
    let now = service.clock.now();
    let caller = service.websocket_links.find(secret, now).map_err(ErrorResponse::access_denied)?;
    let Caller { identity, contact_id, .. } = &*caller;
    let mut contact = lock(&caller.contact);
    contact.check_access(identity)?;

    let settings = &service.websockets;
    let mut open = contact.audience.of(&identity.id);
    let oldest = open.next().cloned();
    if usize::from(oldest.is_some()) + open.count() >= settings.max_per_participant {
        match (settings.excess, oldest) {
            (ExcessWebsocket::CloseOldest, Some(oldest)) => {
                oldest.end(Ending::Close(POLICY_VIOLATION, "too many websockets".to_owned()));
            }
            _ => return Err(ErrorResponse::access_denied(RefusalReason::TooManyWebsockets)),
        }
    }
    let id = service.websocket_ids.next().to_string();
    let faults = Arc::clone(&service.socket_faults);
    let outbox = Outbox::new(id, identity.id.clone(), Arc::clone(contact_id), faults);
    let registration =
        Registration::new(&caller, &mut contact, outbox, service.socket_log.as_ref());
    // A customer is connected once their websocket is open. Others say `ConnectParticipant`.
    if identity.role == ParticipantRole::Customer {
        contact.connect(identity, || service.ids.next().to_string(), now);
    }
    Ok(registration)
}

fn refusal_status(service: &Service) -> StatusCode {
    let status = StatusCode::from_u16(service.websockets.refusal_status).ok();
    let status = status.filter(|status| status.is_client_error() || status.is_server_error());
    status.unwrap_or(StatusCode::FORBIDDEN)
}

fn switch_protocols(key: &str, registration: Registration) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    // The key is base64, so it is always a valid header value.
    if let Ok(key) = HeaderValue::from_str(key) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, key);
    }
    response.extensions_mut().insert(Arc::new(registration));
    response
}

/// Takes the websocket that a response opens.
pub(crate) fn take_registration(response: &mut Response) -> Option<Arc<Registration>> {
    response.extensions_mut().remove()
}
