//! The bytes of an attachment, and their way into a request.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead as _, ReadBuf};
use tokio::runtime::Handle;

use crate::error::{BoxError, quoted};
use crate::{Error, Result};

/// How much is read and sent at once.
const CHUNK: usize = 64 * 1024;

/// The bytes of an attachment: those that are in memory, or those of a file, which are read as they are sent.
///
/// ```
/// use connect_participant::AttachmentBody;
///
/// let body = AttachmentBody::from("Hello!");
/// assert_eq!(body.size(), 6);
/// ```
#[derive(Clone)]
pub struct AttachmentBody {
    source: Source,
    size: u64,
    on_progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    File(PathBuf),
}

/// How far an upload has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Progress {
    /// How many bytes have been handed to the connection. Where an upload is tried again, it begins anew.
    pub sent: u64,
    /// How many there are.
    pub total: u64,
}

impl AttachmentBody {
    /// The bytes of a file. It is not held in memory, and opened again for each attempt to send it.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) where there is no such file, it is a folder or a pipe, or there is
    /// no Tokio runtime to read it on.
    pub async fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let (_, size) = open(&path).await?;
        Ok(Self { source: Source::File(path), size, on_progress: None })
    }

    /// Calls this with how far an upload has got, each time that some of it is sent.
    #[must_use]
    pub fn on_progress(self, on_progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { on_progress: Some(Arc::new(on_progress)), ..self }
    }

    /// How many bytes there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The bytes from the beginning. `moved` counts what has been taken of them.
    pub(super) async fn open(&self, moved: Arc<AtomicU64>) -> Result<UploadBody> {
        let reader = match &self.source {
            Source::Memory(bytes) => Reader::Memory(bytes.clone()),
            Source::File(path) => {
                let (file, size) = open(path).await?;
                if size != self.size {
                    return Err(Error::invalid_input("the file has changed its size"));
                }
                Reader::File(file)
            }
        };
        let on_progress = self.on_progress.clone();
        Ok(UploadBody { reader, sent: 0, size: self.size, moved, on_progress })
    }
}

async fn open(path: &Path) -> Result<(File, u64)> {
    let cannot = |error: io::Error| {
        let path = quoted(&path.to_string_lossy());
        let message = format!("the file {path} cannot be read: {error}");
        Error::invalid_input(message).with_source(error)
    };
    if Handle::try_current().is_err() {
        return Err(cannot(io::Error::other("there is no Tokio runtime to read it on")));
    }
    // Asked before it is opened: to open a pipe is to wait for whoever writes to it.
    if !tokio::fs::metadata(path).await.map_err(cannot)?.is_file() {
        return Err(cannot(io::Error::other("it is not a file")));
    }
    let file = File::open(path).await.map_err(cannot)?;
    let size = file.metadata().await.map_err(cannot)?.len();
    Ok((file, size))
}

impl From<Bytes> for AttachmentBody {
    fn from(bytes: Bytes) -> Self {
        let size = bytes.len() as u64;
        Self { source: Source::Memory(bytes), size, on_progress: None }
    }
}

impl From<Vec<u8>> for AttachmentBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for AttachmentBody {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for AttachmentBody {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for AttachmentBody {
    fn from(bytes: &'static [u8; N]) -> Self {
        bytes.as_slice().into()
    }
}

impl From<&'static [u8]> for AttachmentBody {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl fmt::Debug for AttachmentBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("AttachmentBody");
        if let Source::File(path) = &self.source {
            debug.field("path", path);
        }
        debug.field("size", &self.size).finish_non_exhaustive()
    }
}

/// The body of a request that is read as it is sent: what [`Transport::upload`](crate::Transport::upload) gets. It is a
/// [`http_body::Body`].
pub struct UploadBody {
    reader: Reader,
    sent: u64,
    size: u64,
    moved: Arc<AtomicU64>,
    on_progress: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
}

enum Reader {
    Memory(Bytes),
    File(File),
}

impl UploadBody {
    /// All of it, in memory.
    pub(crate) async fn collect(mut self) -> Result<Bytes, BoxError> {
        let mut collected = Vec::with_capacity(usize::try_from(self.left()).unwrap_or_default());
        while let Some(frame) = poll_fn(|context| Pin::new(&mut self).poll_frame(context)).await {
            if let Ok(data) = frame?.into_data() {
                collected.extend_from_slice(&data);
            }
        }
        Ok(collected.into())
    }

    /// How many bytes are still to come.
    fn left(&self) -> u64 {
        self.size.saturating_sub(self.sent)
    }

    /// The next bytes, at most so many.
    fn poll_chunk(&mut self, most: usize, context: &mut Context<'_>) -> Poll<io::Result<Bytes>> {
        match &mut self.reader {
            Reader::Memory(bytes) => Poll::Ready(Ok(bytes.split_to(most.min(bytes.len())))),
            Reader::File(file) => {
                let mut chunk = BytesMut::zeroed(most);
                let mut buffer = ReadBuf::new(&mut chunk);
                ready!(Pin::new(file).poll_read(context, &mut buffer))?;
                let filled = buffer.filled().len();
                chunk.truncate(filled);
                Poll::Ready(Ok(chunk.freeze()))
            }
        }
    }
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
        let most = usize::try_from(self.left()).map_or(CHUNK, |left| left.min(CHUNK));
        let chunk = ready!(self.poll_chunk(most, context))?;
        if chunk.is_empty() {
            return Poll::Ready(Some(Err("the file has become shorter".into())));
        }
        self.sent += chunk.len() as u64;
        self.moved.store(self.sent, Ordering::Relaxed);
        if let Some(on_progress) = &self.on_progress {
            on_progress(Progress { sent: self.sent, total: self.size });
        }
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}

impl fmt::Debug for UploadBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { sent, size, .. } = self;
        f.debug_struct("UploadBody").field("sent", sent).field("size", size).finish_non_exhaustive()
    }
}
