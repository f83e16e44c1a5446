//! Faults of websockets as text.

use std::str::FromStr;
use std::time::Duration;

use super::parse::{ParseFaultError, parse_times};
use crate::push::socket_fault::SocketFault;

type Constructor = fn() -> SocketFault;

/// The faults without a number. `docs/offline.md` lists all of them.
const PLAIN: [(&str, Constructor); 8] = [
    ("ignore-subscription", SocketFault::ignore_subscription),
    ("fail-subscription", SocketFault::fail_subscription),
    ("ignore-heartbeat", SocketFault::ignore_heartbeat),
    ("ignore-ping", SocketFault::ignore_ping),
    ("ignore-protocol-ping", SocketFault::ignore_protocol_ping),
    ("lose-push", SocketFault::lose_push),
    ("duplicate-push", SocketFault::duplicate_push),
    ("reorder-push", SocketFault::reorder_push),
];

/// Parses `WHAT[@PARTICIPANT_ID][*TIMES]`, as in the option `--fault` of the program. `WHAT` is the
/// name of a method with `-`, such as `ignore-heartbeat`, or `fail-ping=STATUS` or
/// `delay-push=MILLISECONDS`. `TIMES` is the number of frames, or `always`, and defaults to 1.
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
                plain.1()
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
