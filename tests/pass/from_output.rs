//! The one thing that an operation is about, and types with an implementation of `FromOutput`.

#![deny(warnings)]

use std::time::Instant;

use connect_participant::{
    Client, ConnectionCredentials, ConnectionToken, Error, FromOutput, GetAttachmentOutput, Item,
    OperationOutput, Participant, ParticipantToken, Result, SendEventOutput, SendMessageOutput,
    View, WebRtcConnection, Websocket, participant_operation,
};

/// One type for two outputs.
struct Id(String);

impl FromOutput<SendMessageOutput> for Id {
    fn from_output(output: SendMessageOutput) -> Result<Self> {
        output.id.map(Self).ok_or_else(|| Error::unreadable_response("the response has no id"))
    }
}

impl FromOutput<SendEventOutput> for Id {
    fn from_output(output: SendEventOutput) -> Result<Self> {
        output.id.map(Self).ok_or_else(|| Error::unreadable_response("the response has no id"))
    }
}

/// A type for all outputs.
struct Timed<O>(O, Instant);

impl<O: OperationOutput> FromOutput<O> for Timed<O> {
    fn from_output(output: O) -> Result<Self> {
        Ok(Self(output, Instant::now()))
    }
}

/// A type for everything.
struct Done;

impl<O> FromOutput<O> for Done {
    fn from_output(_: O) -> Result<Self> {
        Ok(Self)
    }
}

struct Failed;

impl From<Error> for Failed {
    fn from(_: Error) -> Self {
        Self
    }
}

trait Desk: Participant {
    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    async fn token(&self, participant_token: &ParticipantToken) -> Result<ConnectionToken>;

    #[participant_operation(CreateParticipantConnection, type = ["CONNECTION_CREDENTIALS"])]
    fn credentials(
        &self,
        participant_token: &ParticipantToken,
    ) -> impl Future<Output = Result<ConnectionCredentials, Failed>> + Send;

    #[participant_operation(CreateParticipantConnection, type = ["WEBSOCKET"])]
    async fn websocket(&self, participant_token: &ParticipantToken) -> Result<Websocket>;

    #[participant_operation(CreateParticipantConnection, type = ["WEBRTC_CONNECTION"])]
    async fn meeting(&self, participant_token: &ParticipantToken) -> Result<WebRtcConnection>;

    #[participant_operation]
    async fn describe_view(
        &self,
        view_token: &str,
        connection_token: &ConnectionToken,
    ) -> Result<View>;

    #[participant_operation]
    async fn get_transcript(&self, connection_token: &ConnectionToken) -> Result<Vec<Item>>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str, connection_token: &ConnectionToken) -> Result<Id, Failed>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<Id>;

    #[participant_operation(GetAttachment)]
    async fn attachment(
        &self,
        attachment_id: &str,
        connection_token: &ConnectionToken,
    ) -> Result<Timed<GetAttachmentOutput>>;

    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self, connection_token: &ConnectionToken) -> Result<Done>;

    #[participant_operation(SendMessage, content_type = "text/markdown")]
    async fn write<T: FromOutput<SendMessageOutput>>(
        &self,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<T>;
}

impl Desk for Client {}

#[test]
fn compiles() {
    let client = Client::builder().region("eu-central-1").build().unwrap();
    let token = ConnectionToken::new("token").unwrap();
    drop(client.write::<Id>("**Hello**", &token));
    let (id, timed): (fn(Id) -> String, fn(Timed<()>) -> ((), Instant)) =
        (|id| id.0, |timed| (timed.0, timed.1));
    let _ = (id, timed);
}
