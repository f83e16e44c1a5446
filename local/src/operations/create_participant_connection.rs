//! `CreateParticipantConnection`.

use connect_participant_model::{CREATE_PARTICIPANT_CONNECTION, Operation};
use serde::Deserialize;

use crate::answer::Refusal;
use crate::call::{Call, Handle};
use connect_participant::{
    ConnectionCredentials, ConnectionToken, ConnectionType, CreateParticipantConnectionOutput,
};

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

    fn handle(self, call: &mut Call<'_>) -> Result<Self::Output, Refusal> {
        let Self { r#type, connect_participant } = self;
        if r#type.is_none() && !connect_participant {
            return Err(Refusal::validation(
                "`Type` is missing, which it may be only where `ConnectParticipant` is true",
            ));
        }
        let types = r#type.unwrap_or_default();
        let credentials = ConnectionType::ConnectionCredentials.as_str();
        if let Some(other) = types.iter().find(|known| *known != credentials) {
            let message = format!("`Type` has {other}, which the local service does not have yet");
            return Err(Refusal::validation(message));
        }
        if connect_participant {
            let (ids, now) = (&call.service.ids, call.now());
            call.contact.connect(call.caller, || ids.next().to_string(), now);
        }
        let connection_credentials = (!types.is_empty()).then(|| new_credentials(call));
        let mut output = CreateParticipantConnectionOutput::default();
        output.connection_credentials = connection_credentials;
        Ok(output)
    }
}

/// A connection token beside those that the participant has already.
fn new_credentials(call: &Call<'_>) -> ConnectionCredentials {
    let token: ConnectionToken = call.service.secrets.next_token();
    let expiry = call.service.authorise_calls(&token, call.caller);
    let mut credentials = ConnectionCredentials::default();
    credentials.connection_token = Some(token);
    credentials.expiry = Some(expiry.timestamp());
    credentials
}
