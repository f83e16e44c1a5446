//! The body of an answer, while it is read.

use bytes::Bytes;

/// What has come of a body. It takes little more memory than the limit at most, whatever length the head claims.
pub(super) struct Body {
    bytes: Vec<u8>,
    limit: usize,
}

/// What is reserved on the word of a head.
const TRUSTED_LENGTH: usize = 8 * 1024;

/// How many times larger the memory gets when it is used up, up to this size. Beyond it doubles.
const STEP: usize = 16;
const LARGE: usize = 1024 * 1024;

impl Body {
    /// A body of at most so many bytes, unless its head says that it has more.
    pub(super) fn new(length: Option<u64>, limit: usize) -> Option<Self> {
        let length = usize::try_from(length.unwrap_or_default()).ok()?;
        let trusted = length.min(TRUSTED_LENGTH);
        (length <= limit).then(|| Self { bytes: Vec::with_capacity(trusted), limit })
    }

    /// Takes what has come next. It does not where that is more than the limit.
    #[must_use]
    pub(super) fn take(&mut self, chunk: &[u8]) -> bool {
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

    /// The whole.
    pub(super) fn finish(self) -> Bytes {
        Bytes::from(self.bytes)
    }
}
