//! Known differences between the requests of a client and those of `connect-participant`.

use serde_json::Value;

use crate::generate::Input;
use crate::peer::Kind;
use crate::wire::SendResult;

/// A known difference. It is an error if an affected input shows no difference, or a different one.
pub struct KnownDifference {
    peers: &'static [Kind],
    affects: fn(&Input) -> bool,
    /// Returns `true` if the results differ in the known way.
    pub matches: fn(ours: &SendResult, theirs: &SendResult) -> bool,
    pub reason: &'static str,
}

const DIFFERENCES: &[KnownDifference] = &[
    KnownDifference {
        peers: &[Kind::Rust, Kind::Python, Kind::JavaScript],
        affects: |input| matches!(input.members["ViewToken"].as_str(), Some("." | "..")),
        matches: |ours, theirs| {
            let SendResult::Sent(request) = theirs else { return false };
            let is_dot_segment = request.path.ends_with("/.") || request.path.ends_with("/..");
            is_dot_segment && *ours == SendResult::NotSent("InvalidInput".to_owned())
        },
        reason: "connect-participant rejects the labels `.` and `..`: a URL parser removes such \
                 segments, so that the request would reach another operation",
    },
    KnownDifference {
        peers: &[Kind::Rust, Kind::Python, Kind::JavaScript],
        affects: is_forward_without_start,
        matches: is_rejected_by_us,
        reason: "connect-participant rejects the scan direction `FORWARD` without a start position, \
                 as the service does",
    },
    KnownDifference {
        peers: &[Kind::Rust, Kind::Python, Kind::JavaScript],
        affects: |input| {
            let start = input.members["StartPosition"].as_object();
            start.is_some_and(serde_json::Map::is_empty)
        },
        matches: is_rejected_by_us,
        reason: "connect-participant rejects a start position without a position",
    },
    KnownDifference {
        peers: &[Kind::Rust, Kind::Python, Kind::JavaScript],
        affects: |input| {
            let content = input.members["Content"].as_str().unwrap_or_default();
            input.members["ContentType"] == "application/json"
                && serde_json::from_str::<Value>(content).is_err()
        },
        matches: is_rejected_by_us,
        reason: "connect-participant rejects a message `application/json` that is not JSON",
    },
    KnownDifference {
        peers: &[Kind::Rust],
        affects: |input| input.members["StartPosition"]["MostRecent"] == 0,
        matches: |ours, theirs| is_without(ours, theirs, &["StartPosition", "MostRecent"]),
        reason: "the SDK for Rust does not send 0 for this member, because the model does not mark \
                 the integer as `box`",
    },
    KnownDifference {
        peers: &[Kind::JavaScript],
        affects: |input| input.members.get("UrlContentDisposition").is_some(),
        matches: |ours, theirs| is_without(ours, theirs, &["UrlContentDisposition"]),
        reason: "this version of the SDK for JavaScript does not know the member and omits it",
    },
];

/// Returns `true` if only the client of AWS sends the input.
fn is_rejected_by_us(ours: &SendResult, theirs: &SendResult) -> bool {
    matches!(theirs, SendResult::Sent(_)) && *ours == SendResult::NotSent("InvalidInput".to_owned())
}

fn is_forward_without_start(input: &Input) -> bool {
    let start = input.members["StartPosition"].as_object();
    input.members["ScanDirection"] == "FORWARD"
        && input.members.get("NextToken").is_none()
        && start.is_none_or(serde_json::Map::is_empty)
}

/// Returns the known difference of a peer for this input, if there is one.
pub fn find(peer: Kind, input: &Input) -> Option<&'static KnownDifference> {
    DIFFERENCES.iter().find(|known| known.peers.contains(&peer) && (known.affects)(input))
}

/// Returns `true` if `theirs` is equal to `ours` without the body member at `path`.
fn is_without(ours: &SendResult, theirs: &SendResult, path: &[&str]) -> bool {
    let mut ours = ours.clone();
    let SendResult::Sent(request) = &mut ours else { return false };
    let (Some(body), Some((member, parents))) = (&mut request.body, path.split_last()) else {
        return false;
    };
    let parent = parents.iter().try_fold(body, |value: &mut Value, name| value.get_mut(name));
    let Some(members) = parent.and_then(Value::as_object_mut) else { return false };
    members.remove(*member).is_some() && ours == *theirs
}
