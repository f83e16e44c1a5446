//! Where a client is known to send something else than ours, and why that is so.

use serde_json::Value;

use crate::generate::Input;
use crate::peer::Kind;
use crate::wire::Made;

/// A difference. Where it is said to be, there has to be one, of this kind and no other.
pub struct Difference {
    peers: &'static [Kind],
    concerns: fn(&Input) -> bool,
    /// Whether this is how what theirs makes of the input differs from what ours does.
    pub explains: fn(ours: &Made, theirs: &Made) -> bool,
    pub why: &'static str,
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        peers: &[Kind::Rust, Kind::Python, Kind::JavaScript],
        concerns: |input| matches!(input.members["ViewToken"].as_str(), Some("." | "..")),
        explains: |ours, theirs| {
            let is_sent = matches!(theirs, Made::Sent(wire) if wire.path.ends_with("/.") || wire.path.ends_with("/.."));
            is_sent && *ours == Made::Unsent("InvalidInput".to_owned())
        },
        why: "ours refuses a label that whoever parses the URL takes for a directory, and so for another operation",
    },
    Difference {
        peers: &[Kind::Rust],
        concerns: |input| input.members["StartPosition"]["MostRecent"] == 0,
        explains: |ours, theirs| is_without(ours, theirs, &["StartPosition", "MostRecent"]),
        why: "the SDK for Rust does not tell 0 from nothing, for the model does not say `box` of this integer",
    },
    Difference {
        peers: &[Kind::JavaScript],
        concerns: |input| input.members.get("UrlContentDisposition").is_some(),
        explains: |ours, theirs| is_without(ours, theirs, &["UrlContentDisposition"]),
        why: "this version of the SDK for JavaScript does not know the member yet, and leaves it out",
    },
];

/// What a peer is known to make of this input, if that is not what ours makes of it.
pub fn difference(peer: Kind, input: &Input) -> Option<&'static Difference> {
    DIFFERENCES.iter().find(|known| known.peers.contains(&peer) && (known.concerns)(input))
}

/// Whether theirs is ours without the member of the body that this leads to.
fn is_without(ours: &Made, theirs: &Made, path: &[&str]) -> bool {
    let mut ours = ours.clone();
    let Made::Sent(wire) = &mut ours else { return false };
    let (Some(body), Some((member, parents))) = (&mut wire.body, path.split_last()) else {
        return false;
    };
    let parent = parents.iter().try_fold(body, |value: &mut Value, name| value.get_mut(name));
    let Some(members) = parent.and_then(Value::as_object_mut) else { return false };
    members.remove(*member).is_some() && ours == *theirs
}
