//! Ids and tokens.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

use crate::{Result, random};

/// Makes ids that nobody can guess.
///
/// Random bytes are drawn once, when the service starts and can still fail. Every id is a hash of them and of a number,
/// so that making one cannot fail, and neither can an answer or a participant for want of one.
pub(crate) struct Ids {
    secret: Uuid,
    made: AtomicU64,
}

impl Ids {
    /// Ids from random bytes or, where there is a seed, from that.
    pub(crate) fn new(seed: Option<u64>) -> Result<Self> {
        let secret = match seed {
            Some(seed) => Uuid::from_u64_pair(0, seed),
            None => random::uuid()?,
        };
        Ok(Self::of(secret))
    }

    fn of(secret: Uuid) -> Self {
        Self { secret, made: AtomicU64::new(0) }
    }

    /// Ids of this kind, which are counted for themselves and come from the same random bytes.
    pub(crate) fn apart(&self, kind: &str) -> Self {
        Self::of(Uuid::new_v5(&self.secret, kind.as_bytes()))
    }

    /// A new UUID, version 4.
    pub(crate) fn next(&self) -> Uuid {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let hash = Uuid::new_v5(&self.secret, &number.to_be_bytes());
        Builder::from_random_bytes(hash.into_bytes()).into_uuid()
    }
}
