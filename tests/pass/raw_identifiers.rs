//! Raw identifiers as the method, as parameters and as keys.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        r#content_type = "application/vnd.amazonaws.connect.event.typing",
        client_token = r#type.to_uppercase(),
    )]
    async fn r#try(
        &self,
        r#connection_token: &ConnectionToken,
        r#type: &str,
    ) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn r#match(
        &self,
        connection_token: &ConnectionToken,
        #[member(r#message_id)] r#ref: &str,
    ) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}
