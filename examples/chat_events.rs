//! Sends the events "typing", "delivered" and "read" with an annotated trait.
//!
//! By default the example starts a local service, and needs nothing else. To use Amazon
//! Connect, turn on the feature `amazon-connect`, and set `AWS_REGION` (or
//! `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`), `CONNECTION_TOKEN`, and `MESSAGE_ID`, the id of a
//! message in that chat.

use std::env;
use std::process::ExitCode;

use connect_participant::{
    Client, ConnectionToken, Error, ErrorKind, Participant, ParticipantRole, Result,
    SendEventOutput, participant_operation,
};
use connect_participant_local::LocalService;

/// The events that the example sends.
trait ChatEvents: Participant {
    /// Shows "is typing" to the other participants.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken)
    -> Result<SendEventOutput>;

    /// Marks a message as delivered.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    async fn delivered(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    /// Marks a message as read.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.read"
    )]
    async fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Setting(message)) => {
            eprintln!("{message}.");
            ExitCode::from(2)
        }
        Err(Failure::LocalService(error)) => {
            eprintln!("the local service did not start: {error}");
            ExitCode::FAILURE
        }
        Err(Failure::Call(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    match Settings::from_env()? {
        Some(settings) => use_amazon_connect(settings).await?,
        None => use_local_service().await?,
    }
    Ok(())
}

async fn use_amazon_connect(settings: Settings) -> Result<()> {
    let Settings { client, connection_token, message_id } = settings;
    println!("The service is at {}.\n", client.endpoint_url());
    send_events(&client, &connection_token, &message_id).await
}

async fn use_local_service() -> Result<(), Failure> {
    let service = LocalService::start().await.map_err(Failure::LocalService)?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    println!("A local service runs at {}.", client.endpoint_url());
    println!("Its chat has a customer and an agent.\n");

    let chat = service.open_chat();
    let _customer = chat.add_participant(ParticipantRole::Customer);
    let agent = chat.add_participant(ParticipantRole::Agent);
    let message_id = "3b1e5f0c-7a2d-4c9e-9f64-d1b0a8c6e752";
    send_events(&client, agent.connection_token(), message_id).await?;

    println!("\nThe chat has recorded:");
    for event in chat.events() {
        println!("  {}  {}", event.participant_role, event.content_type);
        if let Some(content) = &event.content {
            println!("         {content}");
        }
    }
    Ok(())
}

async fn send_events(
    chat: &impl ChatEvents,
    token: &ConnectionToken,
    message_id: &str,
) -> Result<()> {
    println!("Sending three events. The service returns an id and a time for each:");
    show("typing", &chat.typing(token).await?);
    show("delivered", &chat.delivered(token, message_id).await?);
    show("read", &chat.read(token, message_id).await?);
    Ok(())
}

fn show(event: &str, output: &SendEventOutput) {
    let id = output.id.as_deref().unwrap_or("no id");
    let time = output.absolute_time.as_ref().map_or("no time", AsRef::as_ref);
    println!("  {event:9}  {id}  {time}");
}

/// The settings for Amazon Connect.
struct Settings {
    client: Client,
    connection_token: ConnectionToken,
    message_id: String,
}

impl Settings {
    /// Returns `None` if no setting selects Amazon Connect. A region alone does not select it,
    /// because many shells have one.
    fn from_env() -> Result<Option<Self>, Failure> {
        let endpoint_url = variable("AWS_ENDPOINT_URL_CONNECTPARTICIPANT")?;
        let has_endpoint_url = endpoint_url.is_some();
        let region = variable("AWS_REGION")?.or(endpoint_url);
        let (token, message_id) =
            (variable("CONNECTION_TOKEN")?, variable("MESSAGE_ID")?);
        let missing = match (region, token, message_id) {
            (_, None, None) if !has_endpoint_url => return Ok(None),
            (Some(_), Some(token), Some(message_id)) => {
                let client = Client::from_env()?;
                let connection_token = ConnectionToken::new(token)?;
                return Ok(Some(Self { client, connection_token, message_id }));
            }
            (_, None, _) => "CONNECTION_TOKEN",
            (_, _, None) => "MESSAGE_ID",
            (None, ..) => "AWS_REGION",
        };
        Err(Failure::Setting(format!(
            "{missing} is not set: Amazon Connect requires AWS_REGION (or \
             AWS_ENDPOINT_URL_CONNECTPARTICIPANT), CONNECTION_TOKEN and MESSAGE_ID"
        )))
    }
}

/// Returns the value of an environment variable, or `None` if it is not set or empty.
fn variable(name: &str) -> Result<Option<String>, Failure> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Failure::Setting(format!("{name} is not valid UTF-8")))
        }
    }
}

/// The reason why the example stops.
enum Failure {
    /// A setting is missing or not valid. This is the message without its full stop.
    Setting(String),
    LocalService(std::io::Error),
    Call(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.message() {
            Some(message) if error.kind() == ErrorKind::InvalidInput => {
                Self::Setting(message.to_owned())
            }
            _ => Self::Call(error),
        }
    }
}
