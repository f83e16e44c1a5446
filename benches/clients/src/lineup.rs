//! Who is compared, and by what.

use anyhow::{Context as _, Result};

use crate::client::{Annotated, Hyper, Plain, PlainReqwest, Refused, Reqwest, Retried, Socket};
#[cfg(feature = "aws")]
use crate::client::{Aws, UnsignedAws};
use crate::measure::{Load, Sample, measure};

/// A client, as the table has it.
pub struct Contender {
    pub name: &'static str,
    pub measure: fn(&str, Load) -> Result<Sample>,
}

/// The clients.
pub const CLIENTS: &[Contender] = &[
    Contender { name: "annotated method", measure: measure::<Annotated> },
    Contender { name: "plain call", measure: measure::<Plain> },
    Contender { name: "plain call, reqwest", measure: measure::<PlainReqwest> },
    Contender { name: BY_HAND, measure: measure::<Reqwest> },
    #[cfg(feature = "aws")]
    Contender { name: "AWS SDK, unsigned", measure: measure::<UnsignedAws> },
    #[cfg(feature = "aws")]
    Contender { name: "AWS SDK", measure: measure::<Aws> },
    Contender { name: "bare hyper", measure: measure::<Hyper> },
    Contender { name: "bare socket", measure: measure::<Socket> },
];

/// What all clients are compared with.
pub const BY_HAND: &str = "reqwest by hand";

/// What a call of ours may come to.
pub const OUTCOMES: &[Contender] = &[
    Contender { name: ANSWERED, measure: measure::<Plain> },
    Contender { name: "refused (403)", measure: measure::<Refused> },
    Contender { name: "tried again (503, 200)", measure: measure::<Retried> },
];

/// What all outcomes are compared with.
pub const ANSWERED: &str = "answered";

/// The client, or outcome, of this name.
pub fn find(name: &str) -> Result<&'static Contender> {
    let mut all = CLIENTS.iter().chain(OUTCOMES);
    all.find(|contender| contender.name == name).context("no such client")
}
