//! The body of a request of either kind.

use std::fmt;

use bytes::Bytes;

use crate::transport::upload_body::UploadBody;

/// The body of a request that passes a [layer](crate::ClientBuilder::layer).
#[non_exhaustive]
pub enum RequestBody {
    /// The JSON of an operation.
    Bytes(Bytes),
    /// The content of an attachment, which is read while it is sent.
    Upload(UploadBody),
}

/// Omits the content, which may be confidential.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Upload(_) => f.write_str("Upload(..)"),
        }
    }
}
