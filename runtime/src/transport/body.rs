//! The body of an answer, read up to a limit.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::Response;
use http_body::Body;
use tokio::runtime::Handle;

use super::TransportError;
use crate::error::BoxError;

/// How long the body of an error may take. Its head tells what to do about it, which is worth more than its words.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// Reads an answer whole, in little more memory than the limit at most, whatever length its head claims.
pub(super) async fn read<B: Body<Error: Into<BoxError>>>(
    answer: Response<B>,
    limit: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (head, body) = answer.into_parts();
    let body = read_to_end(body, limit);
    let read = if head.status.is_success() || Handle::try_current().is_err() {
        body.await
    } else {
        let late = |late: tokio::time::error::Elapsed| Err(late.into());
        tokio::time::timeout(ERROR_BODY_TIMEOUT, body).await.unwrap_or_else(late)
    };
    match read {
        Ok(Some(body)) => Ok(Response::from_parts(head, body)),
        Ok(None) => Err(TransportError::too_large(head, limit)),
        Err(error) => Err(TransportError::incomplete_body(head, error)),
    }
}

/// The body, unless it has more than so many bytes.
async fn read_to_end<B: Body<Error: Into<BoxError>>>(
    body: B,
    limit: usize,
) -> Result<Option<Bytes>, BoxError> {
    let mut body = pin!(body);
    let claimed = body.size_hint().lower();
    if claimed > limit as u64 {
        return Ok(None);
    }
    let mut read = Buffer { bytes: Vec::new(), limit };
    loop {
        // Frames that are empty and always there would leave no other task, and no timeout, its turn.
        tokio::task::coop::consume_budget().await;
        let next = poll_fn(|context| body.as_mut().poll_frame(context)).await;
        let Some(frame) = next else { return Ok(Some(Bytes::from(read.bytes))) };
        // Trailers say nothing here.
        let Ok(mut data) = frame.map_err(Into::into)?.into_data() else { continue };
        if read.bytes.is_empty() {
            if body.is_end_stream() && data.remaining() <= limit {
                // Most answers come in one piece.
                return Ok(Some(data.copy_to_bytes(data.remaining())));
            }
            let claimed = usize::try_from(claimed).unwrap_or(limit);
            read.bytes.reserve_exact(claimed.min(TRUSTED_LENGTH));
        }
        while data.has_remaining() {
            let chunk = data.chunk();
            if !read.take(chunk) {
                return Ok(None);
            }
            let length = chunk.len();
            data.advance(length);
        }
    }
}

/// What has come of a body.
struct Buffer {
    bytes: Vec<u8>,
    limit: usize,
}

/// What is reserved on the word of a head.
const TRUSTED_LENGTH: usize = 8 * 1024;

/// How many times larger the memory gets when it is used up, up to this size. Beyond it doubles.
const STEP: usize = 16;
const LARGE: usize = 1024 * 1024;

impl Buffer {
    /// Takes what has come next. It does not where that is more than the limit.
    fn take(&mut self, chunk: &[u8]) -> bool {
        let length = self.bytes.len().saturating_add(chunk.len());
        if length > self.limit {
            return false;
        }
        if length > self.bytes.capacity() {
            // Not beyond the limit, and in steps that are large: while a body is moved, it is there twice.
            let step = if length < LARGE { STEP } else { 2 };
            let capacity = length.max(self.bytes.capacity().saturating_mul(step)).min(self.limit);
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

    /// A body in one piece, whose length nobody is told.
    struct Piece(Option<Bytes>);

    impl Body for Piece {
        type Data = Bytes;
        type Error = BoxError;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
            Poll::Ready(self.0.take().map(|piece| Ok(Frame::data(piece))))
        }

        fn is_end_stream(&self) -> bool {
            self.0.is_none()
        }
    }

    async fn length(limit: usize) -> Option<usize> {
        let answer = Response::new(Piece(Some(Bytes::from_static(b"12345"))));
        Some(read(answer, limit).await.ok()?.body().len())
    }

    #[tokio::test]
    async fn one_piece_is_no_larger_than_the_limit() {
        assert_eq!(length(5).await, Some(5));
        assert_eq!(length(4).await, None);
    }
}
