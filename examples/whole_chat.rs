//! A whole chat of a customer and an agent, from their participant tokens to their leaving, through one annotated trait.
//! It is held against the service on a loopback port.

use connect_participant::{
    AttachmentBody, Client, CompleteAttachmentUploadOutput, ConnectionToken,
    CreateParticipantConnectionOutput, DisconnectParticipantOutput, Error, GetAttachmentOutput,
    GetTranscriptOutput, Item, Participant, ParticipantRole, ParticipantToken, Result,
    SendEventOutput, SendMessageOutput, StartAttachmentUploadOutput, participant_operation,
};
use connect_participant_local::LocalService;

/// How someone gets into a chat.
trait Entrance: Participant {
    #[participant_operation(
        CreateParticipantConnection,
        type = ["CONNECTION_CREDENTIALS"],
        connect_participant = true,
    )]
    async fn enter(
        &self,
        participant_token: &ParticipantToken,
    ) -> Result<CreateParticipantConnectionOutput>;
}

impl Entrance for Client {}

/// What someone does who is in it.
trait Conversation: Participant {
    fn connection_token(&self) -> &ConnectionToken;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        connection_token = self.connection_token(),
    )]
    async fn typing(&self) -> Result<SendEventOutput>;

    #[participant_operation(
        SendMessage,
        content_type = "text/plain",
        connection_token = self.connection_token(),
    )]
    async fn say(&self, content: &str) -> Result<SendMessageOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered",
        connection_token = self.connection_token(),
    )]
    async fn delivered(&self, message_id: &str) -> Result<SendEventOutput>;

    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read",
        connection_token = self.connection_token(),
    )]
    async fn read(&self, message_id: &str) -> Result<SendEventOutput>;

    #[participant_operation(
        StartAttachmentUpload,
        content_type = "text/csv",
        connection_token = self.connection_token(),
    )]
    async fn start_upload(
        &self,
        attachment_name: &str,
        attachment_size_in_bytes: i64,
    ) -> Result<StartAttachmentUploadOutput>;

    #[participant_operation(
        CompleteAttachmentUpload,
        attachment_ids = [attachment_id],
        connection_token = self.connection_token(),
    )]
    async fn complete_upload(&self, attachment_id: &str) -> Result<CompleteAttachmentUploadOutput>;

    #[participant_operation(
        GetAttachment,
        url_expiry_in_seconds = 60,
        connection_token = self.connection_token(),
    )]
    async fn attachment(&self, attachment_id: &str) -> Result<GetAttachmentOutput>;

    #[participant_operation(
        GetTranscript,
        max_results = 5,
        scan_direction = "FORWARD",
        sort_order = "ASCENDING",
        connection_token = self.connection_token(),
    )]
    async fn transcript(&self, next_token: Option<&str>) -> Result<GetTranscriptOutput>;

    #[participant_operation(
        DisconnectParticipant,
        connection_token = self.connection_token(),
    )]
    async fn leave(&self) -> Result<DisconnectParticipantOutput>;
}

/// Someone in the chat.
struct Person {
    client: Client,
    connection_token: ConnectionToken,
}

impl Participant for Person {
    fn client(&self) -> &Client {
        &self.client
    }
}

impl Conversation for Person {
    fn connection_token(&self) -> &ConnectionToken {
        &self.connection_token
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = LocalService::start().await?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    println!("A local service at {}\n", service.url());

    // What `StartChatContact` does for a customer, and Amazon Connect for an agent.
    let chat = service.open_chat();
    let invitations = [ParticipantRole::Customer, ParticipantRole::Agent]
        .map(|role| chat.invite_participant(role).participant_token().clone());
    let customer = enter(&client, &invitations[0]).await?;
    let agent = enter(&client, &invitations[1]).await?;

    customer.typing().await?;
    let question = customer.say("Hello! What have I ordered this year?").await?;
    let question = question.id.ok_or("the message has no id")?;
    agent.delivered(&question).await?;
    agent.read(&question).await?;

    agent.typing().await?;
    let answer = agent.say("One moment, here is the list.").await?;
    customer.read(&answer.id.ok_or("the message has no id")?).await?;
    attach(&agent, "orders.csv", "order,day\n1042,2026-11-20\n1057,2026-11-22\n").await?;
    customer.say("Thank you, that is all!").await?;
    customer.leave().await?;

    // A page after the other, as the agent sees them.
    let mut next_token = None;
    loop {
        let page = agent.transcript(next_token.as_deref()).await?;
        for item in page.transcript.unwrap_or_default() {
            print(&agent, &item).await?;
        }
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    agent.leave().await?;

    // Who has left has no say any more.
    match agent.typing().await {
        Err(error) if error.is_token_refused() => println!("\nafter that: {error}"),
        other => return Err(format!("not what was expected: {other:?}").into()),
    }
    Ok(())
}

/// Exchanges a participant token for a connection.
async fn enter(
    client: &Client,
    token: &ParticipantToken,
) -> Result<Person, Box<dyn std::error::Error>> {
    let credentials = client.enter(token).await?.connection_credentials.unwrap_or_default();
    let connection_token = credentials.connection_token.ok_or("there is no connection token")?;
    Ok(Person { client: client.clone(), connection_token })
}

/// The three steps of an attachment. `Client::upload_attachment` is all of them in one.
async fn attach(
    person: &Person,
    name: &str,
    text: &'static str,
) -> Result<(), Box<dyn std::error::Error>> {
    let body = AttachmentBody::from(text);
    let started = person.start_upload(name, body.size().try_into()?).await?;
    let metadata = started.upload_metadata.ok_or("there is nowhere to upload to")?;
    person.client().put_attachment(&metadata, body).await?;
    person.complete_upload(&started.attachment_id.ok_or("the attachment has no id")?).await?;
    Ok(())
}

/// One line of the conversation, and what became of it.
async fn print(person: &Person, item: &Item) -> Result<(), Error> {
    let time = item.absolute_time.as_ref().map_or("", |time| time.as_str());
    let time = time.get(11..19).unwrap_or(time);
    let role = item.participant_role.as_ref().map_or("", ParticipantRole::as_str);
    let mut text = match item.content_type.as_deref() {
        Some("application/vnd.amazonaws.connect.event.participant.joined") => "joins".to_owned(),
        Some("application/vnd.amazonaws.connect.event.participant.left") => "leaves".to_owned(),
        _ => item.content.clone().unwrap_or_default(),
    };
    for attachment in item.attachments.iter().flatten() {
        let (Some(id), Some(name)) = (&attachment.attachment_id, &attachment.attachment_name)
        else {
            continue;
        };
        let bytes = person.attachment(id).await?.attachment_size_in_bytes;
        text = format!("attaches {name} ({bytes} bytes)");
    }
    println!("{time}  {role:<9} {text}");
    let receipts =
        item.message_metadata.iter().flat_map(|metadata| metadata.receipts.iter().flatten());
    for receipt in receipts {
        if let Some(read) = &receipt.read_timestamp {
            println!("{:20} read at {}", "", read.as_str().get(11..19).unwrap_or_default());
        }
    }
    Ok(())
}
