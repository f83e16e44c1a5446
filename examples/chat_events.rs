//! Sends "is typing", "message delivered" and "message read" through an annotated trait.
//!
//! On its own it starts the service on a loopback port. To talk to Amazon Connect instead, set `AWS_REGION` (or
//! `AWS_ENDPOINT_URL_CONNECTPARTICIPANT`), `CONNECTION_TOKEN`, and the `MESSAGE_ID` of a message in that chat.

use std::env;
use std::process::ExitCode;

use connect_participant::{
    Client, ConnectionToken, Error, ErrorKind, Participant, ParticipantRole, Result,
    SendEventOutput, participant_operation,
};
use connect_participant_local::LocalService;

/// What an agent's desktop tells the other side of the chat.
trait ChatEvents: Participant {
    /// Shows "is typing" to the other participants.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    /// Marks one message as delivered.
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.message.delivered"
    )]
    async fn delivered(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> Result<SendEventOutput>;

    /// Marks one message as read.
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
        Err(Problem::Setting(sentence)) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
        Err(Problem::Local(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        Err(Problem::Call(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Problem> {
    match Settings::from_env()? {
        Some(settings) => talk_to_the_service(settings).await?,
        None => talk_to_a_local_service().await?,
    }
    Ok(())
}

async fn talk_to_the_service(settings: Settings) -> Result<()> {
    let Settings { client, connection_token, message_id } = settings;
    println!("The service at {}\n", client.endpoint_url());
    send_events(&client, &connection_token, &message_id).await
}

async fn talk_to_a_local_service() -> Result<(), Problem> {
    let service = LocalService::start().await.map_err(Problem::Local)?;
    let client = Client::builder().endpoint_url(service.url()).build()?;
    println!("A local service at {}: a chat of a customer and an agent\n", client.endpoint_url());

    let chat = service.open_chat();
    let _customer = chat.add_participant(ParticipantRole::Customer);
    let agent = chat.add_participant(ParticipantRole::Agent);
    let message_id = "3b1e5f0c-7a2d-4c9e-9f64-d1b0a8c6e752";
    send_events(&client, agent.connection_token(), message_id).await?;

    println!("What the service recorded:");
    for event in chat.events() {
        println!("  {}  {}  {}", event.absolute_time, event.participant_role, event.content_type);
        if let Some(content) = &event.content {
            println!("  {:24}  content {content}", "");
        }
    }
    Ok(())
}

async fn send_events(
    chat: &impl ChatEvents,
    token: &ConnectionToken,
    message_id: &str,
) -> Result<()> {
    println!("typing(…)");
    show(&chat.typing(token).await?);
    println!("delivered(…, {message_id:?})");
    show(&chat.delivered(token, message_id).await?);
    println!("read(…, {message_id:?})");
    show(&chat.read(token, message_id).await?);
    Ok(())
}

fn show(output: &SendEventOutput) {
    let id = output.id.as_deref().unwrap_or("none");
    let time = output.absolute_time.as_ref().map_or("none", AsRef::as_ref);
    println!("  Id            {id}\n  AbsoluteTime  {time}\n");
}

/// The service to talk to, where it is not the local one.
struct Settings {
    client: Client,
    connection_token: ConnectionToken,
    message_id: String,
}

impl Settings {
    /// `None` where nothing says that it is to be another one. A region alone does not: many shells have one.
    fn from_env() -> Result<Option<Self>, Problem> {
        let endpoint_url = variable("AWS_ENDPOINT_URL_CONNECTPARTICIPANT")?;
        let place = variable("AWS_REGION")?.or_else(|| endpoint_url.clone());
        let (token, message_id) = (variable("CONNECTION_TOKEN")?, variable("MESSAGE_ID")?);
        let missing = match (place, token, message_id) {
            (_, None, None) if endpoint_url.is_none() => return Ok(None),
            (Some(_), Some(token), Some(message_id)) => {
                let client = Client::from_env()?;
                let connection_token = ConnectionToken::new(token)?;
                return Ok(Some(Self { client, connection_token, message_id }));
            }
            (_, None, _) => "CONNECTION_TOKEN",
            (_, _, None) => "MESSAGE_ID",
            (None, ..) => "AWS_REGION",
        };
        Err(Problem::Setting(format!(
            "{missing} is not set: to talk to Amazon Connect, set AWS_REGION (or \
             AWS_ENDPOINT_URL_CONNECTPARTICIPANT), CONNECTION_TOKEN and MESSAGE_ID."
        )))
    }
}

/// What a variable is set to, if it is set to something.
fn variable(name: &str) -> Result<Option<String>, Problem> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(Problem::Setting(format!("{name} is not text."))),
    }
}

/// Why the example stops.
enum Problem {
    Setting(String),
    Local(std::io::Error),
    Call(Error),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error.message() {
            Some(message) if error.kind() == ErrorKind::InvalidInput => {
                Self::Setting(format!("{message}."))
            }
            _ => Self::Call(error),
        }
    }
}
