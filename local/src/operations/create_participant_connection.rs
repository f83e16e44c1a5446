//! `CreateParticipantConnection`.

use std::sync::Arc;

use connect_participant::{
    ConnectionCredentials, ConnectionToken, ConnectionType, CreateParticipantConnectionOutput,
    Websocket,
};
use connect_participant_model::{CREATE_PARTICIPANT_CONNECTION, Operation};
use serde::Deserialize;

use crate::call::{Call, Handle};
use crate::clock::expiry::Expiry;
use crate::response::ErrorResponse;
use crate::websocket::url;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateParticipantConnection {
    r#type: Option<Vec<String>>,
    #[serde(default)]
    connect_participant: bool,
}

impl Handle for CreateParticipantConnection {
    const OPERATION: &'static Operation = &CREATE_PARTICIPANT_CONNECTION;

    type Output = CreateParticipantConnectionOutput;

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, ErrorResponse> {
        let Self { r#type, connect_participant } = self;
        if r#type.is_none() && !connect_participant {
            let message = "`Type` is missing, and is only optional if `ConnectParticipant` is true";
            return Err(ErrorResponse::validation(message));
        }
        let types = r#type.unwrap_or_default();
        let has = |wanted: ConnectionType| types.iter().any(|found| found == wanted.as_str());
        if has(ConnectionType::WebrtcConnection) {
            let message = "`Type` has WEBRTC_CONNECTION, which the local service does not support";
            return Err(ErrorResponse::validation(message));
        }
        if connect_participant {
            let (ids, now) = (&call.service.ids, call.now());
            call.contact.connect(&call.caller.identity, || ids.next().to_string(), now);
        }
        let mut output = CreateParticipantConnectionOutput::default();
        output.websocket = has(ConnectionType::Websocket).then(|| new_websocket(call));
        output.connection_credentials =
            has(ConnectionType::ConnectionCredentials).then(|| new_credentials(call));
        Ok(output)
    }
}

/// Returns a new URL of a websocket. Earlier ones stay valid.
fn new_websocket(call: &Call<'_>) -> Websocket {
    let (secret, now) = (call.new_secret(), call.now());
    let url = url::with_secret(&call.service.url, &secret);
    let expiry = Expiry::after(now, call.service.websockets.url_lifetime);
    call.service.websocket_links.insert(secret, Arc::clone(call.caller), expiry, now);
    Websocket::default().with_url(url).with_connection_expiry(expiry.timestamp())
}

/// Returns a new connection token. Earlier ones stay valid.
fn new_credentials(call: &Call<'_>) -> ConnectionCredentials {
    let token: ConnectionToken = call.service.secrets.next_token();
    let expiry = call.service.authorise_calls(&token, call.caller);
    ConnectionCredentials::default().with_connection_token(token).with_expiry(expiry.timestamp())
}
