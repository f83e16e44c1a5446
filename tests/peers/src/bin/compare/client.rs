//! The clients that are compared.

use std::sync::Arc;

use tokio::sync::{OnceCell, Semaphore};

use crate::driver::Driver;

/// A client, in the order of the rows of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Boto3,
    JavaScript,
    Chatjs,
    /// The same, with the event `onTranscriptUpdated` instead of `onMessage`.
    Transcript,
    Rust,
    Ours,
    /// The client of this repository with rate limits.
    Limited,
    Session,
}

impl Kind {
    pub const ALL: [Self; 8] = [
        Self::Boto3,
        Self::JavaScript,
        Self::Chatjs,
        Self::Transcript,
        Self::Rust,
        Self::Ours,
        Self::Limited,
        Self::Session,
    ];

    /// The name in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Boto3 => "boto3",
            Self::JavaScript => "JavaScript SDK",
            Self::Chatjs => "amazon-connect-chatjs",
            Self::Transcript => "the same, `onTranscriptUpdated`",
            Self::Rust => "aws-sdk-rust",
            Self::Ours => "connect-participant",
            Self::Limited => "connect-participant with rate limits",
            Self::Session => "connect-participant-session",
        }
    }

    /// Returns `true` if the client makes calls, with its default settings.
    pub fn makes_calls(self) -> bool {
        !matches!(self, Self::Session | Self::Limited | Self::Transcript)
    }

    /// Returns `true` if the client has a websocket.
    pub fn has_chats(self) -> bool {
        matches!(self, Self::Chatjs | Self::Transcript | Self::Session)
    }
}

#[derive(Clone)]
pub struct Client {
    pub kind: Kind,
    command: Arc<[String]>,
    /// The driver of all calls. Clients with a websocket get one for each situation.
    shared: Arc<OnceCell<Arc<Driver>>>,
    version: Arc<OnceCell<String>>,
    /// Limits how many processes start at the same time.
    starting: Arc<Semaphore>,
}

impl Client {
    pub fn new(kind: Kind, command: Vec<String>) -> Self {
        let starting = Arc::new(Semaphore::new(2));
        Self {
            kind,
            command: command.into(),
            shared: Arc::default(),
            version: Arc::default(),
            starting,
        }
    }

    /// Returns the driver for a situation. `arguments` are only for a client with a websocket.
    pub async fn driver(&self, arguments: &[&str]) -> Arc<Driver> {
        if self.kind.has_chats() {
            self.own_driver(arguments).await
        } else {
            let start = || self.own_driver(&[]);
            Arc::clone(self.shared.get_or_init(start).await)
        }
    }

    /// Starts a driver.
    pub async fn own_driver(&self, arguments: &[&str]) -> Arc<Driver> {
        let _permit = self.starting.acquire().await.expect("it is not closed");
        let option = (self.kind == Kind::Transcript).then_some("transcript");
        let arguments: Vec<_> = arguments.iter().copied().chain(option).collect();
        Arc::new(Driver::start(&self.command, &arguments).await)
    }

    pub async fn version(&self) -> String {
        let driver = async || self.driver(&["http://127.0.0.1:9"]).await.version.clone();
        self.version.get_or_init(driver).await.clone()
    }
}
