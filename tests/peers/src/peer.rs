//! The clients that the service and each other are held against.

mod aws;
mod http;
mod member;
mod ours;
mod process;

use std::fmt;
use std::path::Path;

use crate::call::{Call, Outcome, PresignedAnswer, PresignedRequest};
use process::Process;

/// Which client it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ours,
    Rust,
    Python,
    JavaScript,
}

/// A client. Those that are not written in Rust are in a process of their own.
pub struct Peer {
    pub kind: Kind,
    name: String,
    version: String,
    process: Option<Process>,
}

impl Peer {
    /// Our own client.
    pub fn ours() -> Self {
        Self::here(Kind::Ours, "connect-participant", "of this tree")
    }

    /// AWS's SDK for Rust.
    pub fn rust() -> Self {
        Self::here(Kind::Rust, "AWS SDK for Rust", aws_sdk_connectparticipant::meta::PKG_VERSION)
    }

    fn here(kind: Kind, name: &str, version: &str) -> Self {
        Self { kind, name: name.to_owned(), version: version.to_owned(), process: None }
    }

    /// boto3, in this Python.
    pub async fn python(python: &Path, driver: &Path) -> Self {
        Self::elsewhere(Kind::Python, python, driver).await
    }

    /// AWS's SDK for JavaScript, in this Node.
    pub async fn javascript(node: &Path, driver: &Path) -> Self {
        Self::elsewhere(Kind::JavaScript, node, driver).await
    }

    async fn elsewhere(kind: Kind, program: &Path, driver: &Path) -> Self {
        let (process, name, version) = Process::start(program, driver).await;
        Self { kind, name, version, process: Some(process) }
    }

    pub async fn call(&self, call: &Call) -> Outcome {
        match (&self.process, self.kind) {
            (Some(process), _) => process.call(call).await,
            (None, Kind::Ours) => ours::call(call).await,
            (None, _) => aws::call(call).await,
        }
    }

    /// Sends a request to a pre-signed URL with what a user of the peer has at hand for it.
    pub async fn exchange(&self, request: PresignedRequest) -> PresignedAnswer {
        match &self.process {
            Some(process) => process.exchange(request).await,
            None => http::exchange(request).await,
        }
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.version)
    }
}
