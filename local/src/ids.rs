//! Ids and tokens.

use std::io;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// A generator of UUIDs that cannot be guessed.
///
/// Random bytes are drawn once, when the service starts and can still fail. Each UUID is a hash of
/// them and of a counter, so that a response or a participant never fails for want of an id.
pub(crate) struct Ids {
    secret: Uuid,
    count: AtomicU64,
}

impl Ids {
    /// A generator that starts from `seed`, or from random bytes if `seed` is `None`.
    pub(crate) fn new(seed: Option<u64>) -> io::Result<Self> {
        let secret = match seed {
            Some(seed) => Uuid::from_u64_pair(0, seed),
            None => random_uuid()?,
        };
        Ok(Self::from_secret(secret))
    }

    fn from_secret(secret: Uuid) -> Self {
        Self { secret, count: AtomicU64::new(0) }
    }

    /// A generator with a counter of its own, from the same random bytes.
    pub(crate) fn derive(&self, purpose: &str) -> Self {
        Self::from_secret(Uuid::new_v5(&self.secret, purpose.as_bytes()))
    }

    /// Returns a new UUID, version 4.
    pub(crate) fn next(&self) -> Uuid {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let hash = Uuid::new_v5(&self.secret, &number.to_be_bytes());
        Builder::from_random_bytes(hash.into_bytes()).into_uuid()
    }

    /// Returns a new token. Its text is a UUID, version 4.
    #[allow(clippy::expect_used, reason = "a UUID is visible ASCII, so it is always a valid token")]
    pub(crate) fn next_token<T: FromStr<Err = connect_participant::Error>>(&self) -> T {
        self.next().to_string().parse().expect("a UUID is a valid token")
    }
}

/// Returns a random UUID, version 4. `Uuid::new_v4` panics if there are no random bytes.
pub(crate) fn random_uuid() -> io::Result<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        io::Error::other(format!("the operating system has no random bytes: {error}"))
    })?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}
