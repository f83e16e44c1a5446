//! The body of a response, read up to a limit.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::Response;
use http_body::Body;
use tokio::runtime::Handle;

use crate::error::BoxError;
use crate::transport::TransportError;

/// The time limit for the body of an error response. The status and the headers suffice to handle
/// the error, so a slow body must not delay it.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// Reads a response completely. It uses little more memory than the limit, even if the header
/// `Content-Length` is wrong.
pub(super) fn read<B: Body<Error: Into<BoxError>>>(
    response: Response<B>,
    limit: usize,
) -> impl Future<Output = Result<Response<Bytes>, TransportError>> {
    // Split before the future exists, which would keep the space of both forms.
    let (head, body) = response.into_parts();
    async move {
        let mut body = pin!(body);
        let body = read_to_end(body.as_mut(), limit);
        let read = if head.status.is_success() || Handle::try_current().is_err() {
            body.await
        } else {
            let elapsed = |elapsed: tokio::time::error::Elapsed| Err(elapsed.into());
            // Boxed, so that a success has no space for the timer.
            let body = Box::pin(tokio::time::timeout(ERROR_BODY_TIMEOUT, body));
            body.await.unwrap_or_else(elapsed)
        };
        match read {
            Ok(Some(body)) => Ok(Response::from_parts(head, body)),
            Ok(None) => Err(TransportError::too_large(head, limit)),
            Err(error) => Err(TransportError::incomplete_body(head, error)),
        }
    }
}

/// Returns the body, or `None` if it exceeds the limit, in bytes.
async fn read_to_end<B: Body<Error: Into<BoxError>>>(
    mut body: Pin<&mut B>,
    limit: usize,
) -> Result<Option<Bytes>, BoxError> {
    let claimed = body.size_hint().lower();
    if claimed > limit as u64 {
        return Ok(None);
    }
    let mut read = Buffer { bytes: Vec::new(), limit };
    loop {
        // Without a budget, an endless stream of empty frames would block all other tasks, and
        // every timer.
        tokio::task::coop::consume_budget().await;
        let next = poll_fn(|context| body.as_mut().poll_frame(context)).await;
        let Some(frame) = next else { return Ok(Some(Bytes::from(read.bytes))) };
        // The service sends no trailers, so they are ignored.
        let Ok(mut data) = frame.map_err(Into::into)?.into_data() else { continue };
        if read.bytes.is_empty() {
            if body.is_end_stream() && data.remaining() <= limit {
                // Most responses have a single frame, which needs no copy.
                return Ok(Some(data.copy_to_bytes(data.remaining())));
            }
            let claimed = usize::try_from(claimed).unwrap_or(limit);
            read.bytes.reserve_exact(claimed.min(TRUSTED_LENGTH));
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            if !read.append(chunk) {
                return Ok(None);
            }
            let length = chunk.len();
            data.advance(length);
        }
    }
}

/// The bytes of a body so far.
struct Buffer {
    bytes: Vec<u8>,
    limit: usize,
}

/// The maximum number of bytes that is allocated because of the header `Content-Length`.
const TRUSTED_LENGTH: usize = 8 * 1024;

/// The growth factor of the buffer up to the threshold, in bytes. Beyond it, the buffer doubles.
const GROWTH_FACTOR: usize = 16;
const GROWTH_THRESHOLD: usize = 1024 * 1024;

impl Buffer {
    /// Appends a chunk. Returns `false` if the body exceeds the limit.
    fn append(&mut self, chunk: &[u8]) -> bool {
        let length = self.bytes.len().saturating_add(chunk.len());
        if length > self.limit {
            return false;
        }
        if length > self.bytes.capacity() {
            // The buffer exists twice while it grows, so it grows in few steps, and not beyond the
            // limit.
            let factor = if length < GROWTH_THRESHOLD { GROWTH_FACTOR } else { 2 };
            let capacity = length.max(self.bytes.capacity().saturating_mul(factor)).min(self.limit);
            self.bytes.reserve_exact(capacity - self.bytes.len());
        }
        self.bytes.extend_from_slice(chunk);
        true
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use bytes::Bytes;
    use http::Response;
    use http_body::{Body, Frame};

    use super::read;
    use crate::error::BoxError;

    /// A body with a single frame of unknown length.
    struct OneFrame(Option<Bytes>);

    impl Body for OneFrame {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            Poll::Ready(self.0.take().map(|data| Ok(Frame::data(data))))
        }

        fn is_end_stream(&self) -> bool {
            self.0.is_none()
        }
    }

    async fn length(limit: usize) -> Option<usize> {
        let response = Response::new(OneFrame(Some(Bytes::from_static(b"12345"))));
        Some(read(response, limit).await.ok()?.body().len())
    }

    #[tokio::test]
    async fn single_frame_respects_the_limit() {
        assert_eq!(length(5).await, Some(5));
        assert_eq!(length(4).await, None);
    }
}
