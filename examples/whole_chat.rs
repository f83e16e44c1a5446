//! A chat of a customer and an agent, from their participant tokens until they leave. It includes
//! messages, receipts, an attachment and the transcript.

use connect_participant::{
    AttachmentBody, Client, Connected, ConnectionToken, GetAttachmentOutput, Item,
    Participant, ParticipantRole, ParticipantToken, Result, SendMessageOutput,
    participant_operation,
};
use connect_participant_local::LocalService;

/// The call that connects a participant.
trait Connect: Participant {
    #[participant_operation(
        CreateParticipantConnection,
        type = ["CONNECTION_CREDENTIALS"],
        connect_participant = true,
    )]
    async fn connect(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<ConnectionToken>;
}

impl Connect for Client {}

/// The calls of a connected participant.
trait Conversation: Connected {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self) -> Result<()>;

    #[participant_operation(SendMessage, content_type = "text/plain")]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    async fn delivered(&self, message_id: &str) -> Result<()>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(&self, message_id: &str) -> Result<()>;

    #[participant_operation(GetAttachment, url_expiry_in_seconds = 60)]
    async fn attachment(&self, attachment_id: &str) -> Result<GetAttachmentOutput>;

    #[participant_operation(GetTranscript, max_results = 100, sort_order = "ASCENDING")]
    async fn transcript(&self) -> Result<Vec<Item>>;

    #[participant_operation(DisconnectParticipant)]
    async fn leave(&self) -> Result<()>;
}

/// A connected participant.
struct Person {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Person {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Connected for Person {
    fn connection_token(&self) -> ConnectionToken {
        self.connection_token.clone()
    }
}

impl Conversation for Person {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder().endpoint_url(service.url()).build()?;

    // `StartChatContact` returns the participant token of a customer.
    let chat = service.open_chat();
    let customer = chat.invite_participant(ParticipantRole::Customer);
    let agent = chat.invite_participant(ParticipantRole::Agent);
    let customer = connect(&client, customer.participant_token()).await?;
    let agent = connect(&client, agent.participant_token()).await?;

    customer.typing().await?;
    let question = customer.say("Hello! Which orders did I place this year?").await?;
    let question = question.id.ok_or("the message has no id")?;
    agent.delivered(&question).await?;
    agent.read(&question).await?;

    agent.typing().await?;
    agent.say("One moment, here is the list.").await?;
    let orders = AttachmentBody::from("order,day\n1042,2026-11-20\n1057,2026-11-22\n");
    client
        .upload_attachment("text/csv", "orders.csv", orders, &agent.connection_token)
        .await?;
    customer.say("Thank you, that is all!").await?;

    // A page has at most 100 items. `Client::transcript_pages` reads all pages.
    for item in agent.transcript().await? {
        print(&agent, &item).await?;
    }
    agent.leave().await?;
    // The chat ends when its customer leaves.
    customer.leave().await?;
    Ok(())
}

/// Exchanges a participant token for a connection token.
async fn connect(client: &Client, token: &ParticipantToken) -> Result<Person> {
    let connection_token = client.connect(token).await?;
    Ok(Person { client: client.clone(), connection_token })
}

/// Prints an item of the transcript and its read receipts.
async fn print(person: &Person, item: &Item) -> Result<()> {
    let role = item.participant_role.as_ref().map_or("", ParticipantRole::as_str);
    let mut text = match item.content_type.as_deref() {
        Some("application/vnd.amazonaws.connect.event.participant.joined") => {
            "joins".to_owned()
        }
        Some("application/vnd.amazonaws.connect.event.participant.left") => {
            "leaves".to_owned()
        }
        _ => item.content.clone().unwrap_or_default(),
    };
    for attachment in item.attachments.iter().flatten() {
        if let (Some(id), Some(name)) =
            (&attachment.attachment_id, &attachment.attachment_name)
        {
            let bytes = person.attachment(id).await?.attachment_size_in_bytes;
            text = format!("attaches {name} ({bytes} bytes)");
        }
    }
    println!("{role:<9} {text}");
    let metadata = item.message_metadata.iter();
    for receipt in metadata.flat_map(|metadata| metadata.receipts.iter().flatten()) {
        if let Some(time) = &receipt.read_timestamp {
            println!("          read at {}", time.as_str());
        }
    }
    Ok(())
}
