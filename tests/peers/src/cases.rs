//! What every peer has to get through, each case with a chat of its own.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::peer::Peer;
use crate::stage::Stage;

/// A case, and its name.
pub struct Case {
    pub name: String,
    play: Box<dyn Fn(Stage) -> Played>,
}

type Played = Pin<Box<dyn Future<Output = ()> + Send>>;

/// How long a case may take, with all attempts of its calls.
const PATIENCE: Duration = Duration::from_mins(1);

impl Case {
    fn new<F>(name: impl Into<String>, play: impl Fn(Stage) -> F + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self { name: name.into(), play: Box::new(move |stage| Box::pin(play(stage))) }
    }

    /// Whether the peer gets through it. What is wrong is said where it is found.
    pub async fn holds(&self, peer: &Arc<Peer>) -> bool {
        let play = (self.play)(Stage::set(Arc::clone(peer)).await);
        // A task of its own, so that a panic ends this case and no other.
        let played = tokio::spawn(tokio::time::timeout(PATIENCE, play)).await;
        matches!(played, Ok(Ok(())))
    }
}

/// The cases of a file: its functions.
macro_rules! cases {
    ($($case:ident)+) => {
        pub fn cases() -> Vec<crate::cases::Case> {
            vec![$(crate::cases::Case::new(stringify!($case).replace('_', " "), $case)),+]
        }
    };
}

mod answers;
mod attachments;
mod authentication;
mod connections;
mod error_types;
mod events;
mod inputs;
mod messages;
mod refusals;
mod repeated;
mod transcripts;
mod views;

pub fn all() -> Vec<Case> {
    let files = [
        connections::cases,
        messages::cases,
        events::cases,
        transcripts::cases,
        attachments::cases,
        views::cases,
        authentication::cases,
        refusals::cases,
        repeated::cases,
        error_types::cases,
        answers::cases,
    ];
    files.into_iter().flat_map(|cases| cases()).collect()
}
