//! A script without `async`: it sends a message, and prints the chat.

use connect_participant::{
    Client, ConnectionToken, GetTranscriptInput, ParticipantRole, Result,
    SendMessageOutput, blocking, participant_operation,
};
use connect_participant_local::LocalService;

/// The calls of the script.
trait Calls: blocking::Participant {
    #[participant_operation(SendMessage, content_type = "text/plain")]
    fn say(
        &self,
        content: &str,
        connection_token: &ConnectionToken,
    ) -> Result<SendMessageOutput>;
}

impl Calls for blocking::Client {}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The service has a thread of its own, so that this one may block.
    let service = LocalService::builder().start_blocking()?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let token = agent.connection_token();

    let client = Client::builder().endpoint_url(service.url()).build()?;
    let client = blocking::Client::new(client)?;
    client.say("Hello from a script.", token)?;
    for page in client.transcript_pages(GetTranscriptInput::new(token.clone())) {
        for item in page?.transcript.unwrap_or_default() {
            println!("{:?}", item.content.unwrap_or_default());
        }
    }
    Ok(())
}
