//! A situation, and what a client did in it.

use std::pin::Pin;

use crate::client::Client;

/// A situation that a client is observed in.
#[derive(Clone, Copy)]
pub struct Situation {
    /// The name in the page.
    pub name: &'static str,
    /// Returns the cell of the table.
    pub observe: for<'a> fn(&'a Client) -> Observing<'a>,
}

pub type Observing<'a> = Pin<Box<dyn Future<Output = String> + Send + 'a>>;

pub struct Observation {
    pub situation: Situation,
    pub client: Client,
    pub version: String,
    pub observed: String,
}
