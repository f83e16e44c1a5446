//! The stream of an upload, which must have exactly the size that was promised.

use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

pub(crate) type BoxStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A stream while it is sent.
pub(crate) struct UploadStream {
    /// Never locked: a stream need not be `Sync`, but a body for reqwest must be.
    stream: Mutex<BoxStream>,
    /// The bytes that have been received, but not sent.
    buffer: Bytes,
    received: u64,
    size: u64,
    has_ended: bool,
}

impl UploadStream {
    pub(crate) fn new(stream: BoxStream, size: u64) -> Self {
        let stream = Mutex::new(stream);
        Self { stream, buffer: Bytes::new(), received: 0, size, has_ended: false }
    }

    /// Returns 1 to `max` bytes.
    pub(super) fn poll_chunk(
        &mut self,
        max: usize,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<Bytes>> {
        loop {
            // The last bytes wait for the end of the stream. If the stream is too long, they are
            // never sent, so the storage does not accept the attachment without its rest.
            let can_send = self.received < self.size || self.has_ended;
            if can_send && !self.buffer.is_empty() {
                return Poll::Ready(Ok(self.buffer.split_to(max.min(self.buffer.len()))));
            }
            let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
            match ready!(stream.as_mut().poll_next(context)).transpose()? {
                Some(chunk) if chunk.is_empty() => {
                    // A stream without end must not block its thread.
                    context.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Some(chunk) => {
                    self.received = self.received.saturating_add(chunk.len() as u64);
                    if self.received > self.size {
                        let problem = format!("the stream has more than {} bytes", self.size);
                        return Poll::Ready(Err(io::Error::other(problem)));
                    }
                    self.buffer = chunk;
                }
                None if self.received < self.size => {
                    let Self { received, size, .. } = self;
                    let problem = format!("the stream ended after {received} of {size} bytes");
                    return Poll::Ready(Err(io::Error::other(problem)));
                }
                None => self.has_ended = true,
            }
        }
    }
}
