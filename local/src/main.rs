//! The local service as a program, for clients in any language: it prints where it is and who takes part in its chat, as
//! one line of JSON, and serves until it is stopped. Each request is a line on standard error.
//!
//! `cargo run --example local_service -- --help` says what it can be told.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use connect_participant::{ConnectionToken, ParticipantRole, ParticipantToken};
use connect_participant_local::{ChatParticipant, Fault, LocalService, Quotas};
use lexopt::prelude::*;
use serde::Serialize;

const HELP: &str = "\
The Amazon Connect Participant Service on a loopback port, with a chat of an agent and a customer.

  --port PORT               where to listen; 0, the default, is a port that is free
  --seed NUMBER             ids and tokens that are the same in every run
  --supervisor-barged-in    a supervisor is in the chat, who has barged in
  --quota                   keep the documented quotas
  --error-type-header on|off
                            whether errors have the header x-amzn-errortype; on by default
  --fault WHAT[@OPERATION][*TIMES]
                            what befalls the next request, or so many of them, or `always`; may be repeated. WHAT is a
                            status such as 429, `reset`, `cut-short`, or `delay=MILLISECONDS`; for example
                            '500@SendEvent*2'

GET /_local/events returns what was recorded. Standard error has a line for each request: read it, or send it to a file.";

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(run())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let Some(options) = Options::read()? else {
        println!("{HELP}");
        return Ok(());
    };
    let mut builder = LocalService::builder()
        .port(options.port)
        .error_type_header(options.error_type_header)
        .on_request(|request| {
            // Whoever has stopped listening to it still has the service.
            let _ = writeln!(io::stderr(), "{request}");
        });
    if let Some(seed) = options.seed {
        builder = builder.seed(seed);
    }
    if options.quota {
        builder = builder.quotas(Quotas::documented());
    }
    let service = builder.start().await?;
    for fault in options.faults {
        service.inject(fault);
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
    let participants = participants.iter().map(Described::from).collect();
    let description = Description { url: service.url(), participants };
    writeln!(io::stdout(), "{}", serde_json::to_string(&description)?)?;
    std::future::pending().await
}

/// The line that is printed.
#[derive(Serialize)]
struct Description<'a> {
    url: &'a str,
    participants: Vec<Described<'a>>,
}

/// What a client needs to know of a participant.
#[derive(Serialize)]
struct Described<'a> {
    role: ParticipantRole,
    participant_id: &'a str,
    participant_token: &'a ParticipantToken,
    connection_token: &'a ConnectionToken,
}

impl<'a> From<&'a ChatParticipant> for Described<'a> {
    fn from(participant: &'a ChatParticipant) -> Self {
        Self {
            role: participant.role(),
            participant_id: participant.id(),
            participant_token: participant.participant_token(),
            connection_token: participant.connection_token(),
        }
    }
}

struct Options {
    port: u16,
    seed: Option<u64>,
    supervisor_barged_in: bool,
    quota: bool,
    error_type_header: bool,
    faults: Vec<Fault>,
}

impl Options {
    /// What the command line says, unless it asks for help.
    fn read() -> Result<Option<Self>, lexopt::Error> {
        let mut options = Self {
            port: 0,
            seed: None,
            supervisor_barged_in: false,
            quota: false,
            error_type_header: true,
            faults: Vec::new(),
        };
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("port") => options.port = arguments.value()?.parse()?,
                Long("seed") => options.seed = Some(arguments.value()?.parse()?),
                Long("supervisor-barged-in") => options.supervisor_barged_in = true,
                Long("quota") => options.quota = true,
                Long("error-type-header") => {
                    options.error_type_header = arguments.value()?.parse_with(on_or_off)?;
                }
                Long("fault") => options.faults.push(arguments.value()?.parse_with(fault)?),
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Some(options))
    }
}

fn on_or_off(text: &str) -> Result<bool, &'static str> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("expected `on` or `off`"),
    }
}

/// `WHAT[@OPERATION][*TIMES]`
fn fault(text: &str) -> Result<Fault, String> {
    let (text, times) = text.split_once('*').unwrap_or((text, "1"));
    let (what, operation) = match text.split_once('@') {
        Some((what, operation)) => (what, Some(operation)),
        None => (text, None),
    };
    let mut fault =
        match (what, what.strip_prefix("delay=")) {
            ("reset", _) => Fault::reset(),
            ("cut-short", _) => Fault::cut_short(),
            (_, Some(delay)) => {
                let delay =
                    delay.parse().map_err(|_| format!("`{delay}` is no number of milliseconds"))?;
                Fault::delay(Duration::from_millis(delay))
            }
            (status, None) => {
                let status = status.parse().ok().filter(|status| (200..1000).contains(status));
                Fault::status(status.ok_or(
                    "expected a status from 200 to 999, `reset`, `cut-short` or `delay=…`",
                )?)
            }
        };
    if let Some(operation) = operation {
        fault = fault.on(operation);
    }
    if times == "always" {
        return Ok(fault.always());
    }
    Ok(fault.times(times.parse().map_err(|_| format!("`{times}` is no number of times"))?))
}
