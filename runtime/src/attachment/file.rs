//! Opens the file of an attachment.

use std::io;
use std::path::Path;

use tokio::fs::File;
use tokio::runtime::Handle;

use crate::error::{Error, Result, quoted};

/// Opens a file for an upload, and returns its size in bytes.
pub(super) async fn open(path: &Path) -> Result<(File, u64)> {
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
