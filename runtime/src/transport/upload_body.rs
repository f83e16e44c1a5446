//! The body of an upload, which is read while it is sent.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
#[cfg(feature = "files")]
use tokio::fs::File;

use crate::error::BoxError;
use crate::transport::upload_stream::UploadStream;

/// The maximum size of a frame, in bytes.
const CHUNK: usize = 64 * 1024;

/// A streamed request body: the one that [`Transport::upload`](crate::Transport::upload) gets. It
/// implements [`http_body::Body`].
pub struct UploadBody {
    source: UploadSource,
    sent: u64,
    size: u64,
    state: Arc<UploadState>,
    on_progress: Option<OnProgress>,
}

pub(crate) enum UploadSource {
    Memory(Bytes),
    #[cfg(feature = "files")]
    File(File),
    Stream(UploadStream),
}

/// The state of an upload that a transport sends, for the client.
#[derive(Default)]
pub(crate) struct UploadState {
    sent: AtomicU64,
    problem: Mutex<Option<io::Error>>,
}

impl UploadState {
    /// Returns the number of bytes that have been sent so far.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Returns the reason why the body could not be read, if that has happened.
    pub(crate) fn take_problem(&self) -> Option<io::Error> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set_problem(&self, problem: io::Error) {
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = Some(problem);
    }
}

pub(crate) type OnProgress = Arc<dyn Fn(Progress) + Send + Sync>;

/// The progress of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Progress {
    /// The number of bytes that have been handed to the connection. A retry starts from 0.
    pub sent: u64,
    /// The total number of bytes.
    pub total: u64,
}

impl UploadBody {
    /// Creates a body of `size` bytes.
    pub(crate) fn new(
        source: UploadSource,
        size: u64,
        state: Arc<UploadState>,
        on_progress: Option<OnProgress>,
    ) -> Self {
        Self { source, sent: 0, size, state, on_progress }
    }

    /// Reads the whole body into memory. The error is `None` if it exceeds `limit`, in bytes, or if
    /// there is not enough memory.
    pub(crate) async fn collect(mut self, limit: u64) -> Result<Bytes, Option<BoxError>> {
        let remaining = Some(self.remaining()).filter(|remaining| *remaining <= limit);
        let remaining = remaining.and_then(|remaining| usize::try_from(remaining).ok());
        let mut collected = Vec::new();
        collected.try_reserve_exact(remaining.ok_or(None)?).map_err(|_| None)?;
        while let Some(frame) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
            // The frames together never exceed the size of the body.
            if let Ok(data) = frame.map_err(Some)?.into_data() {
                collected.extend_from_slice(&data);
            }
        }
        Ok(collected.into())
    }

    /// Returns the number of bytes that have not been sent.
    fn remaining(&self) -> u64 {
        self.size.saturating_sub(self.sent)
    }

    /// Reads up to `max` bytes.
    fn poll_chunk(&mut self, max: usize, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        match &mut self.source {
            UploadSource::Memory(bytes) => Poll::Ready(Ok(bytes.split_to(max.min(bytes.len())))),
            #[cfg(feature = "files")]
            UploadSource::File(file) => poll_file(file, max, context),
            UploadSource::Stream(stream) => stream.poll_chunk(max, context),
        }
    }
}

/// Reads up to `max` bytes of a file.
#[cfg(feature = "files")]
fn poll_file(file: &mut File, max: usize, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
    use bytes::BytesMut;
    use tokio::io::{AsyncRead as _, ReadBuf};

    let mut chunk = BytesMut::zeroed(max);
    let mut buffer = ReadBuf::new(&mut chunk);
    ready!(Pin::new(file).poll_read(context, &mut buffer))?;
    let filled = buffer.filled().len();
    chunk.truncate(filled);
    Poll::Ready(if filled == 0 {
        Err(io::Error::other("the file has become shorter"))
    } else {
        Ok(chunk.freeze())
    })
}

impl Body for UploadBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.is_end_stream() {
            return Poll::Ready(None);
        }
        let max = usize::try_from(self.remaining()).map_or(CHUNK, |remaining| remaining.min(CHUNK));
        let chunk = match ready!(self.poll_chunk(max, context)) {
            Ok(chunk) => chunk,
            Err(problem) => {
                let text = problem.to_string();
                self.state.set_problem(problem);
                return Poll::Ready(Some(Err(text.into())));
            }
        };
        self.sent += chunk.len() as u64;
        self.state.sent.store(self.sent, Ordering::Relaxed);
        if let Some(on_progress) = &self.on_progress {
            on_progress(Progress { sent: self.sent, total: self.size });
        }
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.remaining() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.remaining())
    }
}

impl fmt::Debug for UploadBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sent, size, .. } = self;
        f.debug_struct("UploadBody").field("sent", sent).field("size", size).finish_non_exhaustive()
    }
}
