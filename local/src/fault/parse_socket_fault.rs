//! Faults of websockets as text.

use std::str::FromStr;
use std::time::Duration;

use super::parse::{ParseFaultError, join, parse_times};
use crate::push::socket_fault::{SocketEffect, SocketFault};

/// The faults without a number. `local/docs/offline.md` lists all of them.
const PLAIN: [(&str, SocketEffect); 8] = [
    ("ignore-subscription", SocketEffect::IgnoreSubscription),
    ("fail-subscription", SocketEffect::FailSubscription),
    ("ignore-heartbeat", SocketEffect::IgnoreHeartbeat),
    ("ignore-ping", SocketEffect::IgnorePing),
    ("ignore-protocol-ping", SocketEffect::IgnoreProtocolPing),
    ("lose-push", SocketEffect::LosePush),
    ("duplicate-push", SocketEffect::DuplicatePush),
    ("reorder-push", SocketEffect::ReorderPush),
];

/// Parses `WHAT[@ID][*TIMES]`, as in the option `--fault` of the program. `WHAT` is the name of a
/// method with `-`, such as `ignore-heartbeat`, or `fail-ping=STATUS` or `delay-push=MILLISECONDS`.
/// `ID` is that of a participant or a contact. `TIMES` is the number of frames, or `always`, and
/// defaults to 1.
///
/// ```
/// use connect_participant_local::SocketFault;
///
/// let fault: SocketFault = "delay-push=500*2".parse()?;
/// assert!("delay-push".parse::<SocketFault>().is_err());
/// # let _ = fault;
/// # Ok::<(), connect_participant_local::ParseFaultError>(())
/// ```
impl FromStr for SocketFault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (text, times) = text.split_once('*').unwrap_or((text, "1"));
        let (what, participant_id) = match text.split_once('@') {
            Some((what, id)) => (what, Some(id)),
            None => (text, None),
        };
        let mut fault = match what.split_once('=') {
            Some(("fail-ping", status)) => {
                let status = status.parse().map_err(|_| {
                    ParseFaultError(format!("`{status}` is not the status of a ping"))
                })?;
                Self::fail_ping(status)
            }
            Some(("delay-push", delay)) => {
                let delay = delay.parse().map_err(|_| {
                    ParseFaultError(format!("`{delay}` is not a number of milliseconds"))
                })?;
                Self::delay_push(Duration::from_millis(delay))
            }
            _ => {
                let plain = PLAIN.iter().find(|(name, _)| *name == what);
                let plain = plain.ok_or_else(|| {
                    ParseFaultError(format!("`{what}` is not a fault of a websocket"))
                })?;
                Self::new(plain.1)
            }
        };
        if let Some(id) = participant_id {
            fault = fault.of(id);
        }
        Ok(match parse_times(times)? {
            Some(times) => fault.times(times),
            None => fault.always(),
        })
    }
}

impl SocketFault {
    /// Returns the text from which the fault can be parsed.
    pub(crate) fn text(&self) -> String {
        let what = match self.effect {
            SocketEffect::FailPing(status) => format!("fail-ping={status}"),
            SocketEffect::DelayPush(delay) => format!("delay-push={}", delay.as_millis()),
            effect => {
                let plain = PLAIN.iter().find(|(_, other)| *other == effect);
                plain.map(|(name, _)| *name).unwrap_or_default().to_owned()
            }
        };
        join(&what, self.of.as_deref(), self.times)
    }
}

#[cfg(test)]
mod tests {
    use crate::fault::Fault;
    use crate::push::socket_fault::SocketFault;

    #[test]
    fn the_text_of_a_fault_is_parsed_to_the_same_fault() {
        for text in ["503@SendEvent*2", "reset*always", "cut-short@websocket*1", "delay=1500*7"] {
            assert_eq!(text.parse::<Fault>().unwrap().text(), text);
        }
        let plain = super::PLAIN.map(|(name, _)| format!("{name}*1"));
        let others = ["fail-ping=500*always", "delay-push=500@9d1c*2"].map(str::to_owned);
        for text in plain.into_iter().chain(others) {
            assert_eq!(text.parse::<SocketFault>().unwrap().text(), text);
        }
    }
}
