//! The bytes of an attachment, in memory, in a file, or from a stream.

use std::fmt;
use std::io;
#[cfg(feature = "files")]
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

#[cfg(feature = "files")]
use crate::attachment::file::open;
use crate::error::{Error, Result};
use crate::transport::upload_body::{OnProgress, Progress, UploadBody, UploadSource, UploadState};
use crate::transport::upload_stream::{BoxStream, UploadStream};

/// The bytes of an attachment, in memory, in a file, or from a stream. A file or a stream is read
/// while it is sent.
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
    on_progress: Option<OnProgress>,
}

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    #[cfg(feature = "files")]
    File(PathBuf),
    Streams(Arc<dyn Fn() -> BoxStream + Send + Sync>),
    /// `None` when it has been sent.
    Stream(Arc<Mutex<Option<BoxStream>>>),
}

impl AttachmentBody {
    /// Creates a body from a file. The file is not loaded into memory. Each attempt opens it again.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the file does not exist, is a folder or
    /// a pipe, or if there is no Tokio runtime.
    #[cfg(feature = "files")]
    #[cfg_attr(docsrs, doc(cfg(feature = "files")))]
    pub async fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let (_, size) = open(&path).await?;
        Ok(Self::new(Source::File(path), size))
    }

    /// Creates a body of `size` bytes from a function that creates a stream. Each attempt calls it,
    /// and sends the new stream from its start.
    ///
    /// A stream must have exactly `size` bytes, at least 1, and then end. Otherwise, or if it returns
    /// an error, the upload fails with the kind [`InvalidInput`](crate::ErrorKind::InvalidInput) and
    /// is not retried. The last bytes are sent when the stream has ended, so the storage never gets
    /// a whole request with a part of an attachment.
    ///
    /// The source of the error is that of the stream.
    ///
    /// ```
    /// use connect_participant::{AttachmentBody, Bytes};
    /// use futures_util::stream;
    /// use std::io;
    ///
    /// let lines = ["order,day\n", "1042,2026-11-20\n"];
    /// let size = lines.iter().map(|line| line.len() as u64).sum();
    /// let body = AttachmentBody::from_stream_fn(size, move || {
    ///     stream::iter(lines.map(|line| io::Result::Ok(Bytes::from(line))))
    /// });
    /// assert_eq!(body.size(), 26);
    /// ```
    #[must_use]
    pub fn from_stream_fn<S>(size: u64, stream: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self::new(Source::Streams(Arc::new(move || Box::pin(stream()))), size)
    }

    /// Creates a body of `size` bytes from a stream, like [`from_stream_fn`](Self::from_stream_fn).
    ///
    /// The stream can be sent only once, so an upload has one attempt. Clones of the body share the
    /// stream: the first upload sends it, and any other one fails with the kind
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput).
    #[must_use]
    pub fn from_stream(
        size: u64,
        stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        let stream: BoxStream = Box::pin(stream);
        Self::new(Source::Stream(Arc::new(Mutex::new(Some(stream)))), size)
    }

    fn new(source: Source, size: u64) -> Self {
        Self { source, size, on_progress: None }
    }

    /// Sets a callback for the progress of an upload. It is called each time that a part has been
    /// sent.
    #[must_use]
    pub fn on_progress(self, on_progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { on_progress: Some(Arc::new(on_progress)), ..self }
    }

    /// Returns the number of bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Returns `true` if several attempts can send it.
    pub(super) fn is_repeatable(&self) -> bool {
        !matches!(self.source, Source::Stream(_))
    }

    /// Opens the body for one attempt.
    #[cfg_attr(
        not(feature = "files"),
        expect(clippy::unused_async, reason = "only a file is opened asynchronously")
    )]
    pub(super) async fn open(&self, state: Arc<UploadState>) -> Result<UploadBody> {
        let source = match &self.source {
            Source::Memory(bytes) => UploadSource::Memory(bytes.clone()),
            #[cfg(feature = "files")]
            Source::File(path) => {
                let (file, size) = open(path).await?;
                if size != self.size {
                    return Err(Error::invalid_input("the size of the file has changed"));
                }
                UploadSource::File(file)
            }
            Source::Streams(create) => self.stream(create())?,
            Source::Stream(stream) => {
                let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                let sent = || Error::invalid_input("the stream of the attachment has been sent");
                self.stream(stream.ok_or_else(sent)?)?
            }
        };
        Ok(UploadBody::new(source, self.size, state, self.on_progress.clone()))
    }

    fn stream(&self, stream: BoxStream) -> Result<UploadSource> {
        if self.size == 0 {
            // A transport does not read an empty body, so nothing would check that it is empty.
            return Err(Error::invalid_input("the stream of an attachment must not be empty"));
        }
        Ok(UploadSource::Stream(UploadStream::new(stream, self.size)))
    }
}

impl From<Bytes> for AttachmentBody {
    fn from(bytes: Bytes) -> Self {
        let size = bytes.len() as u64;
        Self::new(Source::Memory(bytes), size)
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
        #[cfg(feature = "files")]
        if let Source::File(path) = &self.source {
            debug.field("path", path);
        }
        debug.field("size", &self.size).finish_non_exhaustive()
    }
}
