//! The stream of events.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc;

use crate::command::Command;
use crate::event::ChatEvent;
use crate::mailbox::Mailbox;

/// The events of a chat: a
/// [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html) that ends
/// with the session.
///
/// ```no_run
/// use connect_participant_session::{ChatEvent, Events};
///
/// async fn print(mut events: Events) {
///     while let Some(event) = events.next().await {
///         match event {
///             ChatEvent::Message(message) => println!("{}", message.text()),
///             ChatEvent::Ended => println!("The chat has ended."),
///             _ => {}
///         }
///     }
/// }
/// ```
///
/// You may read the events slowly. If more events come than the
/// [queue](crate::SessionBuilder::queue_capacity) holds, the session reads the other items from the
/// transcript later. Typing is dropped.
///
/// If you drop the stream, the session continues: calls, receipts and typing still work.
#[must_use = "the events of a chat wait here"]
pub struct Events {
    mailbox: Arc<Mailbox>,
    commands: mpsc::UnboundedSender<Command>,
}

impl Events {
    pub(crate) fn new(mailbox: Arc<Mailbox>, commands: mpsc::UnboundedSender<Command>) -> Self {
        Self { mailbox, commands }
    }

    /// Returns the next event, or `None` after the last one.
    ///
    /// It is cancel safe: if you drop the future, as `select!` does, no event is lost.
    pub async fn next(&mut self) -> Option<ChatEvent> {
        poll_fn(|context| self.mailbox.poll_next(context)).await
    }
}

impl Stream for Events {
    type Item = ChatEvent;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<ChatEvent>> {
        self.mailbox.poll_next(context)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.mailbox.abandon();
        // A session that is over needs no command.
        let _ = self.commands.send(Command::EventsDropped);
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}
