//! Who is compared, and by what.

use anyhow::{Context as _, Result};

use crate::client::{Annotated, Hyper, Plain, PlainReqwest, Refused, Reqwest, Retried, Socket};
#[cfg(feature = "aws")]
use crate::client::{Aws, UnsignedAws};
use crate::measure::{Load, Sample, measure};

/// A client, as the table has it.
pub struct Contender {
    pub name: &'static str,
    /// Unless it is in the other program.
    pub measure: Option<fn(&str, Load) -> Result<Sample>>,
}

/// A client that is in the program with AWS's SDK: that turns on features of hyper, which everyone in the same program
/// would pay for.
macro_rules! in_the_other_program {
    ($client:ident) => {{
        #[cfg(feature = "aws")]
        let measure = Some(measure::<$client> as fn(&str, Load) -> Result<Sample>);
        #[cfg(not(feature = "aws"))]
        let measure = None;
        measure
    }};
}

/// The clients.
pub const CLIENTS: &[Contender] = &[
    Contender { name: "annotated method", measure: Some(measure::<Annotated>) },
    Contender { name: "plain call", measure: Some(measure::<Plain>) },
    Contender { name: "plain call, reqwest", measure: Some(measure::<PlainReqwest>) },
    Contender { name: BY_HAND, measure: Some(measure::<Reqwest>) },
    Contender { name: "AWS SDK, unsigned", measure: in_the_other_program!(UnsignedAws) },
    Contender { name: "AWS SDK", measure: in_the_other_program!(Aws) },
    Contender { name: "bare hyper", measure: Some(measure::<Hyper>) },
    Contender { name: "bare socket", measure: Some(measure::<Socket>) },
];

/// What all clients are compared with.
pub const BY_HAND: &str = "reqwest by hand";

/// What a call of ours may come to.
pub const OUTCOMES: &[Contender] = &[
    Contender { name: ANSWERED, measure: Some(measure::<Plain>) },
    Contender { name: "refused (403)", measure: Some(measure::<Refused>) },
    Contender { name: "tried again (503, 200)", measure: Some(measure::<Retried>) },
];

/// What all outcomes are compared with.
pub const ANSWERED: &str = "answered";

/// The client, or outcome, of this name.
pub fn find(name: &str) -> Result<&'static Contender> {
    let mut all = CLIENTS.iter().chain(OUTCOMES);
    all.find(|contender| contender.name == name).context("no such client")
}
