//! A connection of any kind.

use tokio::io::{AsyncRead, AsyncWrite};

/// TCP, or TLS over it, or either through a proxy.
pub(super) type BoxedIo = Box<dyn Io>;

pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Io for S {}
