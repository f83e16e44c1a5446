//! The bytes of an attachment, in memory or in a file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use bytes::Bytes;
use tokio::fs::File;
use tokio::runtime::Handle;

use crate::error::{Error, Result, quoted};
use crate::transport::upload_body::{OnProgress, Progress, UploadBody, UploadSource};

/// The bytes of an attachment, in memory or in a file. A file is read while it is sent.
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
    File(PathBuf),
}

impl AttachmentBody {
    /// Creates a body from a file. The file is not loaded into memory. Each attempt opens it again.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the file does not exist, is a folder or
    /// a pipe, or if there is no Tokio runtime.
    pub async fn from_file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let (_, size) = open(&path).await?;
        Ok(Self { source: Source::File(path), size, on_progress: None })
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

    /// Opens the body for one attempt. `progress` gets the number of bytes sent so far.
    pub(super) async fn open(&self, progress: Arc<AtomicU64>) -> Result<UploadBody> {
        let source = match &self.source {
            Source::Memory(bytes) => UploadSource::Memory(bytes.clone()),
            Source::File(path) => {
                let (file, size) = open(path).await?;
                if size != self.size {
                    return Err(Error::invalid_input("the size of the file has changed"));
                }
                UploadSource::File(file)
            }
        };
        Ok(UploadBody::new(source, self.size, progress, self.on_progress.clone()))
    }
}

async fn open(path: &Path) -> Result<(File, u64)> {
    let cannot = |error: io::Error| {
        let path = quoted(&path.to_string_lossy());
        let message = format!("the file {path} cannot be read: {error}");
        Error::invalid_input(message).with_source(error)
    };
    if Handle::try_current().is_err() {
        return Err(cannot(io::Error::other("there is no Tokio runtime")));
    }
    // Check this before opening, because opening a pipe waits for its writer.
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
