//! The clients that are tested and compared.

mod aws;
mod http;
mod member;
mod ours;
mod process;

use std::fmt;
use std::path::Path;

use crate::call::{Call, Outcome, PresignedRequest, PresignedResponse};
use process::Process;

/// The kind of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Ours,
    Rust,
    Python,
    JavaScript,
}

/// A client. Clients that are not written in Rust run in a process of their own.
pub struct Peer {
    pub kind: Kind,
    name: String,
    version: String,
    process: Option<Process>,
}

impl Peer {
    /// Returns the client of this repository.
    pub fn ours() -> Self {
        Self::in_process(Kind::Ours, "connect-participant", "(this repository)")
    }

    /// Returns the AWS SDK for Rust.
    pub fn rust() -> Self {
        Self::in_process(
            Kind::Rust,
            "AWS SDK for Rust",
            aws_sdk_connectparticipant::meta::PKG_VERSION,
        )
    }

    fn in_process(kind: Kind, name: &str, version: &str) -> Self {
        Self { kind, name: name.to_owned(), version: version.to_owned(), process: None }
    }

    /// Starts boto3 with this Python interpreter.
    pub async fn python(python: &Path, driver: &Path) -> Self {
        Self::start(Kind::Python, python, driver).await
    }

    /// Starts the AWS SDK for JavaScript with this Node.js.
    pub async fn javascript(node: &Path, driver: &Path) -> Self {
        Self::start(Kind::JavaScript, node, driver).await
    }

    async fn start(kind: Kind, program: &Path, driver: &Path) -> Self {
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

    /// Sends a request to a pre-signed URL with an HTTP client of the peer's language.
    pub async fn exchange(&self, request: PresignedRequest) -> PresignedResponse {
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
