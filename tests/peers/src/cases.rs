//! The cases that every peer must pass. Each case has a service and a chat of its own.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::fixture::Fixture;
use crate::peer::Peer;

/// A named case.
pub struct Case {
    pub name: String,
    run: Box<dyn Fn(Fixture) -> CaseFuture>,
}

type CaseFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The longest duration of a case, including all attempts of its calls.
const TIMEOUT: Duration = Duration::from_mins(1);

impl Case {
    fn new<F>(name: impl Into<String>, run: impl Fn(Fixture) -> F + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self { name: name.into(), run: Box::new(move |fixture| Box::pin(run(fixture))) }
    }

    /// Returns `true` if the peer passes the case. A failed assertion is printed where it fails.
    pub async fn passes(&self, peer: &Arc<Peer>) -> bool {
        let case = (self.run)(Fixture::new(Arc::clone(peer)).await);
        // The case runs in a task of its own, so that a panic ends only this case.
        let result = tokio::spawn(tokio::time::timeout(TIMEOUT, case)).await;
        matches!(result, Ok(Ok(())))
    }
}

/// Defines `cases()`, which returns the functions of a file as cases.
macro_rules! cases {
    ($($case:ident)+) => {
        pub fn cases() -> Vec<crate::cases::Case> {
            vec![$(crate::cases::Case::new(stringify!($case).replace('_', " "), $case)),+]
        }
    };
}

mod attachments;
mod authentication;
mod connections;
mod error_types;
mod events;
mod inputs;
mod messages;
mod rejections;
mod responses;
mod retries;
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
        rejections::cases,
        retries::cases,
        error_types::cases,
        responses::cases,
    ];
    files.into_iter().flat_map(|cases| cases()).collect()
}
