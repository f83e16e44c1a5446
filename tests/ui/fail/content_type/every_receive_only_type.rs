//! Only the service sends these content types. They appear in transcripts and on the websocket.

use connect_participant::{Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation};

trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.joined")]
    async fn event_1(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.left")]
    async fn event_2(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.invited")]
    async fn event_3(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.active")]
    async fn event_4(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.inactive")]
    async fn event_5(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.idle")]
    async fn event_6(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.returned")]
    async fn event_7(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.autodisconnection")]
    async fn event_8(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.participant.displayname.updated")]
    async fn event_9(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.transfer.succeeded")]
    async fn event_10(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.transfer.failed")]
    async fn event_11(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.chat.ended")]
    async fn event_12(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.chat.rehydrated")]
    async fn event_13(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.workflow.cancelled")]
    async fn event_14(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.initiated")]
    async fn event_15(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.succeeded")]
    async fn event_16(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.failed")]
    async fn event_17(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.timeout")]
    async fn event_18(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.expired")]
    async fn event_19(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.authentication.cancelled")]
    async fn event_20(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.metadata")]
    async fn event_21(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.message.interactive")]
    async fn event_22(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

fn main() {}
