//! The clients that are compared, and the outcomes of a call.

use anyhow::{Context as _, Result};

use crate::client::{
    Annotated, Call, CallOverReqwest, CannedCall, ClosedCall, ClosedHyper, ClosedReqwest,
    ForbiddenCall, Hyper, Reqwest, RetriedCall, Socket,
};
#[cfg(feature = "aws")]
use crate::client::{Aws, UnsignedAws};
use crate::measure::{Load, Sample, measure};

/// A client, or an outcome of a call: one column of a table.
pub struct Contender {
    pub name: &'static str,
    /// It sends over TLS.
    pub is_encrypted: bool,
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
    Contender { name: ANNOTATED, is_encrypted: false, measure: Some(measure::<Annotated>) },
    Contender { name: "Client::call", is_encrypted: false, measure: Some(measure::<Call>) },
    Contender {
        name: "Client::call, reqwest",
        is_encrypted: false,
        measure: Some(measure::<CallOverReqwest>),
    },
    Contender { name: HAND_WRITTEN, is_encrypted: false, measure: Some(measure::<Reqwest>) },
    Contender {
        name: "AWS SDK, unsigned",
        is_encrypted: false,
        measure: measure_with_aws!(UnsignedAws),
    },
    Contender { name: "AWS SDK", is_encrypted: false, measure: measure_with_aws!(Aws) },
    Contender { name: "bare hyper", is_encrypted: false, measure: Some(measure::<Hyper>) },
    Contender { name: "bare socket", is_encrypted: false, measure: Some(measure::<Socket>) },
];

pub const ANNOTATED: &str = "annotated method";

/// The client that the ratios of all clients refer to.
pub const HAND_WRITTEN: &str = "hand-written reqwest";

pub const OUTCOMES: &[Contender] = &[
    Contender { name: SUCCESS, is_encrypted: false, measure: Some(measure::<Call>) },
    Contender { name: "error (403)", is_encrypted: false, measure: Some(measure::<ForbiddenCall>) },
    Contender {
        name: "retry (503, 200)",
        is_encrypted: false,
        measure: Some(measure::<RetriedCall>),
    },
];

/// The outcome that the ratios of all outcomes refer to.
pub const SUCCESS: &str = "success (200)";

/// A state of the connection, and the clients that are measured with it.
pub struct Situation {
    pub name: &'static str,
    /// This crate, hand-written reqwest, and bare hyper.
    pub clients: &'static [Contender],
}

macro_rules! situation {
    ($name:literal, $is_encrypted:literal, $($client:ident),+) => {
        Situation {
            name: $name,
            clients: &[$(Contender {
                name: concat!($name, ": ", stringify!($client)),
                is_encrypted: $is_encrypted,
                measure: Some(measure::<$client>),
            }),+],
        }
    };
}

pub const SITUATIONS: &[Situation] = &[
    situation!("no network", false, CannedCall),
    situation!("kept alive", false, Call, Reqwest, Hyper),
    situation!("new connection", false, ClosedCall, ClosedReqwest, ClosedHyper),
    situation!("TLS, kept alive", true, Call, Reqwest, Hyper),
    situation!("TLS, new connection", true, ClosedCall, ClosedReqwest, ClosedHyper),
];

/// Returns the client or outcome with this name.
pub fn find(name: &str) -> Result<&'static Contender> {
    let situations = SITUATIONS.iter().flat_map(|situation| situation.clients);
    let mut all = CLIENTS.iter().chain(OUTCOMES).chain(situations);
    all.find(|contender| contender.name == name).context("unknown client")
}
