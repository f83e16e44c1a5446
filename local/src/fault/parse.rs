//! Faults as text.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Effect, Fault, is_target};

/// Parses `WHAT[@OPERATION][*TIMES]`, as in the option `--fault` of the program. `WHAT` is a status
/// from 200 to 999, `reset`, `cut-short` or `delay=MILLISECONDS`. `OPERATION` is the name of an
/// operation, or `websocket` for the handshakes of websockets. `TIMES` is the number of requests,
/// or `always`, and defaults to 1.
///
/// ```
/// use connect_participant_local::Fault;
///
/// let fault: Fault = "500@SendEvent*2".parse()?;
/// assert!("500@SendMail".parse::<Fault>().is_err());
/// # let _ = fault;
/// # Ok::<(), connect_participant_local::ParseFaultError>(())
/// ```
impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (text, times) = text.split_once('*').unwrap_or((text, "1"));
        let (what, operation) = match text.split_once('@') {
            Some((what, operation)) => (what, Some(operation)),
            None => (text, None),
        };
        let mut fault = effect(what)?;
        if let Some(name) = operation {
            if !is_target(name) {
                return Err(ParseFaultError(format!("`{name}` is not an operation")));
            }
            fault = fault.on(name);
        }
        Ok(match parse_times(times)? {
            Some(times) => fault.times(times),
            None => fault.always(),
        })
    }
}

impl Fault {
    /// Returns the text from which the fault can be parsed, without its condition and the response
    /// that was set.
    pub(crate) fn text(&self) -> String {
        let what = match &self.effect {
            Effect::Response(response) => response.status().as_u16().to_string(),
            Effect::Delay(duration) => format!("delay={}", duration.as_millis()),
            Effect::Reset => "reset".to_owned(),
            Effect::CutShort => "cut-short".to_owned(),
        };
        join(&what, self.operation.as_deref(), self.times)
    }
}

/// Returns `WHAT[@TARGET]*TIMES`.
pub(super) fn join(what: &str, target: Option<&str>, times: Option<u32>) -> String {
    let target = target.map(|target| format!("@{target}")).unwrap_or_default();
    let times = times.map_or_else(|| "always".to_owned(), |times| times.to_string());
    format!("{what}{target}*{times}")
}

/// Parses a number of times. `None` means always.
pub(super) fn parse_times(times: &str) -> Result<Option<u32>, ParseFaultError> {
    if times == "always" {
        return Ok(None);
    }
    let number = times.parse();
    number.map(Some).map_err(|_| ParseFaultError(format!("`{times}` is not a number, or `always`")))
}

fn effect(what: &str) -> Result<Fault, ParseFaultError> {
    match (what, what.strip_prefix("delay=")) {
        ("reset", _) => Ok(Fault::reset()),
        ("cut-short", _) => Ok(Fault::cut_short()),
        (_, Some(delay)) => {
            let delay = delay.parse().map_err(|_| {
                ParseFaultError(format!("`{delay}` is not a number of milliseconds"))
            })?;
            Ok(Fault::delay(Duration::from_millis(delay)))
        }
        (status, None) => {
            let status = status.parse().ok().filter(|status| (200..1000).contains(status));
            let expected =
                "expected a status from 200 to 999, `reset`, `cut-short` or `delay=MILLISECONDS`";
            status.map(Fault::status).ok_or_else(|| ParseFaultError(expected.to_owned()))
        }
    }
}

/// The error of parsing a [`Fault`] or a [`SocketFault`](crate::SocketFault). `Display` says what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFaultError(pub(super) String);

impl Error for ParseFaultError {}

impl fmt::Display for ParseFaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
