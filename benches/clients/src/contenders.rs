//! The clients that are compared, and the outcomes of a call.

use anyhow::{Context as _, Result};

use crate::client::{
    Annotated, Call, CallOverReqwest, ForbiddenCall, Hyper, Reqwest, RetriedCall, Socket,
};
#[cfg(feature = "aws")]
use crate::client::{Aws, UnsignedAws};
use crate::measure::{Load, Sample, measure};

/// A client, or an outcome of a call: one column of a table.
pub struct Contender {
    pub name: &'static str,
    /// `None` if only the program with the AWS SDK can measure it.
    pub measure: Option<fn(&str, Load) -> Result<Sample>>,
}

/// Returns the `measure` function of a client that only the program with the AWS SDK has. The SDK
/// enables features of hyper that would slow down all other clients in the same program.
macro_rules! measure_with_aws {
    ($client:ident) => {{
        #[cfg(feature = "aws")]
        let measure = Some(measure::<$client> as fn(&str, Load) -> Result<Sample>);
        #[cfg(not(feature = "aws"))]
        let measure = None;
        measure
    }};
}

pub const CLIENTS: &[Contender] = &[
    Contender { name: ANNOTATED, measure: Some(measure::<Annotated>) },
    Contender { name: "Client::call", measure: Some(measure::<Call>) },
    Contender { name: "Client::call, reqwest", measure: Some(measure::<CallOverReqwest>) },
    Contender { name: HAND_WRITTEN, measure: Some(measure::<Reqwest>) },
    Contender { name: "AWS SDK, unsigned", measure: measure_with_aws!(UnsignedAws) },
    Contender { name: "AWS SDK", measure: measure_with_aws!(Aws) },
    Contender { name: "bare hyper", measure: Some(measure::<Hyper>) },
    Contender { name: "bare socket", measure: Some(measure::<Socket>) },
];

pub const ANNOTATED: &str = "annotated method";

/// The client that the ratios of all clients refer to.
pub const HAND_WRITTEN: &str = "hand-written reqwest";

pub const OUTCOMES: &[Contender] = &[
    Contender { name: SUCCESS, measure: Some(measure::<Call>) },
    Contender { name: "error (403)", measure: Some(measure::<ForbiddenCall>) },
    Contender { name: "retry (503, 200)", measure: Some(measure::<RetriedCall>) },
];

/// The outcome that the ratios of all outcomes refer to.
pub const SUCCESS: &str = "success (200)";

/// Returns the client or outcome with this name.
pub fn find(name: &str) -> Result<&'static Contender> {
    let mut all = CLIENTS.iter().chain(OUTCOMES);
    all.find(|contender| contender.name == name).context("unknown client")
}
