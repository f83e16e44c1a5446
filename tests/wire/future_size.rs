//! The sizes of futures. A program has one for each concurrent call.

use std::mem::size_of_val;
use std::pin::Pin;

use connect_participant::{
    Client, ConnectionToken, CreateParticipantConnectionOutput, GetTranscriptOutput, Participant,
    ParticipantToken, Result, SendMessageOutput, participant_operation,
};
use connect_participant_tests::{client, connection_token};

/// The maximum size of the future of a call, in bytes.
const CALL: usize = 700;

trait Chat: Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(
        &self,
        connection_token: &ConnectionToken,
        content: &str,
    ) -> Result<SendMessageOutput>;

    #[participant_operation(GetTranscript)]
    async fn transcript(&self, connection_token: &ConnectionToken) -> Result<GetTranscriptOutput>;

    #[participant_operation(DisconnectParticipant)]
    fn leave(&self, connection_token: &ConnectionToken) -> impl Future<Output = Result<()>> + Send;

    #[participant_operation(CreateParticipantConnection)]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;

    #[participant_operation(DisconnectParticipant)]
    fn boxed(
        &self,
        connection_token: &ConnectionToken,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + '_>>;
}

impl Chat for Client {}

#[test]
fn a_call_has_a_small_future() {
    let client = client("http://127.0.0.1:1".to_owned());
    let token = connection_token();
    let participant_token = ParticipantToken::new("token").unwrap();
    let sizes = [
        ("SendMessage", size_of_val(&client.say(&token, "Hello"))),
        ("GetTranscript", size_of_val(&client.transcript(&token))),
        ("DisconnectParticipant", size_of_val(&client.leave(&token))),
        ("CreateParticipantConnection", size_of_val(&client.connect(&participant_token))),
        ("in a box", size_of_val(&*client.boxed(&token))),
    ];
    for (name, size) in sizes {
        assert!(size <= CALL, "{name}: {size} bytes are more than {CALL}; all: {sizes:?}");
    }
    println!("{sizes:?}");
}
