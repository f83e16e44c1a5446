//! The local service as a program, for clients in any language.
//!
//! It prints its URL and the participants of its chat as one line of JSON, and runs until it is
//! stopped. Each request is logged as one line on standard error. `--help` lists the options.

use std::error::Error;
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::process::ExitCode;
use std::time::Duration;

use connect_participant::{ConnectionToken, ParticipantRole, ParticipantToken};
use connect_participant_local::{
    ChatParticipant, ExcessWebsocket, Fault, LocalService, LocalServiceBuilder, Quotas,
    SocketFault, WebsocketSettings,
};
use lexopt::prelude::*;
use serde::Serialize;

const HELP: &str = "\
A local double of the Amazon Connect Participant Service, with a chat of an agent and a customer.

Usage: connect-participant-local [OPTIONS]

  --port PORT               The port to listen on. Defaults to 0, any free port.
  --address ADDRESS         The address to listen on. Defaults to 127.0.0.1. In a container, use
                            0.0.0.0: everyone who reaches it can then control the service.
  --public-url URL          The URL by which clients call the service, if it differs.
  --control on|off          Whether the service can be controlled over HTTP, at /_local/chats and so
                            on. Defaults to on.
  --cors                    Lets pages of http://localhost:3000 and other loopback origins call the
                            service from a browser.
  --seed NUMBER             Makes ids and tokens the same in each run.
  --supervisor-barged-in    Adds a supervisor who has barged in.
  --quota                   Enforces the documented quotas.
  --websocket NAME=VALUE    Sets a figure of websockets. NAME is `url-lifetime`, `idle-timeout` or
                            `max-age` in seconds, `max-message` in bytes, `max-per-participant`,
                            `refusal-status`, or `excess`, which is `refuse` or `close-oldest`. Can
                            be repeated.
  --error-type-header on|off
                            Whether errors have the header x-amzn-errortype. Defaults to on.
  --fault WHAT[@OPERATION][*TIMES]
                            Injects a fault. WHAT is a status such as 429, `reset`, `cut-short` or
                            `delay=MILLISECONDS`. OPERATION is a name such as SendEvent, or
                            `websocket` for handshakes. TIMES is the number of requests, or
                            `always`, and defaults to 1. Example: '500@SendEvent*2'. Can be
                            repeated.
  --fault WHAT[@ID][*TIMES]
                            Injects a fault of websockets. WHAT is `ignore-subscription`,
                            `fail-subscription`, `ignore-heartbeat`, `ignore-ping`,
                            `fail-ping=STATUS`, `ignore-protocol-ping`, `lose-push`,
                            `duplicate-push`, `reorder-push` or `delay-push=MILLISECONDS`. ID is
                            that of a participant or a contact. TIMES is the number of frames.
  -h, --help                Prints this help.
  -V, --version             Prints the version.

Prints the URL, the participants and their tokens as one line of JSON, and runs until it is stopped.
Logs each request on standard error. GET /_local/events returns everything that was recorded. Open
URL/_local/ in a browser to read the chats, to speak in them, and to inject faults.";

const VERSION: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    match Command::parse()? {
        Command::Help => println!("{HELP}"),
        Command::Version => println!("{VERSION}"),
        Command::Serve(options) => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(serve(*options))?;
        }
    }
    Ok(())
}

/// Starts the service, and runs until the process is stopped.
async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let builder = options.builder.on_request(|request| {
        // The service goes on if nobody reads standard error.
        let _ = writeln!(io::stderr(), "{request}");
    });
    let service = builder.start().await?;
    for fault in options.faults {
        service.inject(fault);
    }
    for fault in options.socket_faults {
        service.inject_socket_fault(fault);
    }

    let chat = service.open_chat();
    let mut participants = vec![
        chat.add_participant(ParticipantRole::Agent),
        chat.add_participant(ParticipantRole::Customer),
    ];
    if options.supervisor_barged_in {
        let supervisor = chat.add_participant(ParticipantRole::Supervisor);
        supervisor.barge_in();
        participants.push(supervisor);
    }
    let participants = participants.iter().map(ParticipantInfo::from).collect();
    let startup = Startup { url: service.url(), contact_id: chat.contact_id(), participants };
    writeln!(io::stdout(), "{}", serde_json::to_string(&startup)?)?;
    std::future::pending().await
}

/// The line of JSON that the program prints.
#[derive(Serialize)]
struct Startup<'a> {
    url: &'a str,
    contact_id: &'a str,
    participants: Vec<ParticipantInfo<'a>>,
}

/// A participant, with everything that a client needs.
#[derive(Serialize)]
struct ParticipantInfo<'a> {
    role: ParticipantRole,
    participant_id: &'a str,
    participant_token: &'a ParticipantToken,
    connection_token: &'a ConnectionToken,
}

impl<'a> From<&'a ChatParticipant> for ParticipantInfo<'a> {
    fn from(participant: &'a ChatParticipant) -> Self {
        Self {
            role: participant.role(),
            participant_id: participant.id(),
            participant_token: participant.participant_token(),
            connection_token: participant.connection_token(),
        }
    }
}

/// The command line.
enum Command {
    Help,
    Version,
    Serve(Box<Options>),
}

struct Options {
    builder: LocalServiceBuilder,
    supervisor_barged_in: bool,
    faults: Vec<Fault>,
    socket_faults: Vec<SocketFault>,
}

impl Command {
    /// Parses the arguments of the process. An error names the option.
    fn parse() -> Result<Self, String> {
        let (mut arguments, mut option) = (lexopt::Parser::from_env(), String::new());
        Self::parse_from(&mut arguments, &mut option).map_err(|error| match error {
            lexopt::Error::ParsingFailed { value, error } => {
                format!("invalid value '{value}' for option '--{option}': {error}")
            }
            error => error.to_string(),
        })
    }

    fn parse_from(
        arguments: &mut lexopt::Parser,
        option: &mut String,
    ) -> Result<Self, lexopt::Error> {
        let mut builder = LocalService::builder().control(true);
        let (mut faults, mut socket_faults) = (Vec::new(), Vec::new());
        let mut supervisor_barged_in = false;
        let mut websockets = WebsocketSettings::default();
        while let Some(argument) = arguments.next()? {
            if let Long(name) = argument {
                name.clone_into(option);
            }
            match argument {
                Long("port") => builder = builder.port(arguments.value()?.parse()?),
                Long("address") => {
                    builder = builder.address(arguments.value()?.parse::<IpAddr>()?);
                }
                Long("public-url") => builder = builder.public_url(arguments.value()?.string()?),
                Long("control") => {
                    builder = builder.control(arguments.value()?.parse_with(on_or_off)?);
                }
                Long("cors") => builder = builder.cors(true),
                Long("seed") => builder = builder.seed(arguments.value()?.parse()?),
                Long("supervisor-barged-in") => supervisor_barged_in = true,
                Long("quota") => builder = builder.quotas(Quotas::documented()),
                Long("error-type-header") => {
                    builder = builder.error_type_header(arguments.value()?.parse_with(on_or_off)?);
                }
                Long("websocket") => {
                    let setting = arguments.value()?;
                    websockets =
                        setting.parse_with(|setting| with_setting(websockets.clone(), setting))?;
                }
                Long("fault") => {
                    let fault = arguments.value()?;
                    match fault.parse() {
                        Ok(fault) => socket_faults.push(fault),
                        Err(_) => faults.push(fault.parse()?),
                    }
                }
                Long("help") | Short('h') => return Ok(Self::Help),
                Long("version") | Short('V') => return Ok(Self::Version),
                other => return Err(other.unexpected()),
            }
        }
        let builder = builder.websockets(websockets);
        Ok(Self::Serve(Box::new(Options { builder, supervisor_barged_in, faults, socket_faults })))
    }
}

/// Changes a setting of websockets, such as `max-age=3600`.
fn with_setting(
    settings: WebsocketSettings,
    setting: &str,
) -> Result<WebsocketSettings, Box<dyn Error + Send + Sync>> {
    let (name, value) = setting.split_once('=').ok_or("expected `NAME=VALUE`")?;
    let seconds = || value.parse().map(Duration::from_secs);
    Ok(match (name, value) {
        ("url-lifetime", _) => settings.url_lifetime(seconds()?),
        ("idle-timeout", _) => settings.idle_timeout(seconds()?),
        ("max-age", _) => settings.max_age(seconds()?),
        ("max-message", _) => settings.max_message_bytes(value.parse()?),
        ("max-per-participant", _) => settings.max_per_participant(value.parse()?),
        ("refusal-status", _) => settings.refusal_status(value.parse()?),
        ("excess", "refuse") => settings.excess(ExcessWebsocket::Refuse),
        ("excess", "close-oldest") => settings.excess(ExcessWebsocket::CloseOldest),
        ("excess", _) => return Err("expected `refuse` or `close-oldest`".into()),
        _ => return Err(format!("websockets have no setting `{name}`").into()),
    })
}

fn on_or_off(text: &str) -> Result<bool, &'static str> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("expected `on` or `off`"),
    }
}
