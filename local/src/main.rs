//! The local service as a program, for clients in any language.
//!
//! It prints its URL and the participants of its chat as one line of JSON, and runs until it is
//! stopped. Each request is logged as one line on standard error. `--help` lists the options.

use std::error::Error;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use connect_participant::{ConnectionToken, ParticipantRole, ParticipantToken};
use connect_participant_local::{ChatParticipant, Fault, LocalService, Quotas};
use lexopt::prelude::*;
use serde::Serialize;

const HELP: &str = "\
A local double of the Amazon Connect Participant Service, with a chat of an agent and a customer.

Usage: connect-participant-local [OPTIONS]

  --port PORT               The port of 127.0.0.1 to listen on. Defaults to 0, any free port.
  --seed NUMBER             Makes ids and tokens the same in each run.
  --supervisor-barged-in    Adds a supervisor who has barged in.
  --quota                   Enforces the documented quotas.
  --error-type-header on|off
                            Whether errors have the header x-amzn-errortype. Defaults to on.
  --fault WHAT[@OPERATION][*TIMES]
                            Injects a fault. WHAT is a status such as 429, `reset`, `cut-short` or
                            `delay=MILLISECONDS`. TIMES is the number of requests, or `always`, and
                            defaults to 1. Example: '500@SendEvent*2'. Can be repeated.
  -h, --help                Prints this help.
  -V, --version             Prints the version.

Prints the URL, the participants and their tokens as one line of JSON, and runs until it is stopped.
Logs each request on standard error. GET /_local/events returns everything that was recorded.";

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
            runtime.block_on(serve(options))?;
        }
    }
    Ok(())
}

/// Starts the service, and runs until the process is stopped.
async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let mut builder = LocalService::builder()
        .port(options.port)
        .error_type_header(options.error_type_header)
        .on_request(|request| {
            // The service goes on if nobody reads standard error.
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
    let participants = participants.iter().map(ParticipantInfo::from).collect();
    let startup = Startup { url: service.url(), participants };
    writeln!(io::stdout(), "{}", serde_json::to_string(&startup)?)?;
    std::future::pending().await
}

/// The line of JSON that the program prints.
#[derive(Serialize)]
struct Startup<'a> {
    url: &'a str,
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
    Serve(Options),
}

struct Options {
    port: u16,
    seed: Option<u64>,
    supervisor_barged_in: bool,
    quota: bool,
    error_type_header: bool,
    faults: Vec<Fault>,
}

impl Command {
    fn parse() -> Result<Self, lexopt::Error> {
        let mut options = Options {
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
                Long("help") | Short('h') => return Ok(Self::Help),
                Long("version") | Short('V') => return Ok(Self::Version),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Self::Serve(options))
    }
}

fn on_or_off(text: &str) -> Result<bool, &'static str> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("expected `on` or `off`"),
    }
}

/// Parses `WHAT[@OPERATION][*TIMES]`.
fn fault(text: &str) -> Result<Fault, String> {
    let (text, times) = text.split_once('*').unwrap_or((text, "1"));
    let (what, operation) = match text.split_once('@') {
        Some((what, operation)) => (what, Some(operation)),
        None => (text, None),
    };
    let mut fault = match (what, what.strip_prefix("delay=")) {
        ("reset", _) => Fault::reset(),
        ("cut-short", _) => Fault::cut_short(),
        (_, Some(delay)) => {
            let delay =
                delay.parse().map_err(|_| format!("`{delay}` is not a number of milliseconds"))?;
            Fault::delay(Duration::from_millis(delay))
        }
        (status, None) => {
            let status = status.parse().ok().filter(|status| (200..1000).contains(status));
            Fault::status(status.ok_or(
                "expected a status from 200 to 999, `reset`, `cut-short` or `delay=MILLISECONDS`",
            )?)
        }
    };
    if let Some(operation) = operation {
        fault = fault.on(operation);
    }
    if times == "always" {
        return Ok(fault.always());
    }
    let times = times.parse().map_err(|_| format!("`{times}` is not a number, or `always`"))?;
    Ok(fault.times(times))
}
