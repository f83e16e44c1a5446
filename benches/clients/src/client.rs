//! The clients: each a way to say that somebody types.

mod annotated;
#[cfg(feature = "aws")]
mod aws;
mod hyper;
mod plain;
mod reqwest;
mod socket;

pub use self::annotated::Annotated;
#[cfg(feature = "aws")]
pub use self::aws::{Aws, UnsignedAws};
pub use self::hyper::Hyper;
pub use self::plain::{Plain, PlainReqwest, Refused, Retried};
pub use self::reqwest::Reqwest;
pub use self::socket::Socket;

use anyhow::Result;

/// Who types.
pub const CONNECTION_TOKEN: &str =
    "QVFJREFIaEhIZ2hIR0hnSEdIZ2hnSEdIZ0hHSGdIR0hnSEdIZ0hHSGdIR0hnSEdIZ0hHSGdIR0hnSEdI";

/// What is sent: `SendEvent` with the content type of typing, and a client token.
const PATH: &str = "/participant/event";
const TYPING: &str = "application/vnd.amazonaws.connect.event.typing";

/// A client, as one of the tasks that share it has it.
pub trait Client: Sized + 'static {
    /// The client of a process, for the service at this URL.
    async fn new(url: &str) -> Result<Self>;

    /// The same client for another task; where it is no more than a connection, another connection.
    async fn another(&self) -> Result<Self>;

    /// Sends the event, and sees that the answer is the one that it should get.
    async fn typing(&mut self) -> Result<()>;
}
