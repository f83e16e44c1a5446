//! Ids and tokens.

use std::io;
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

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
    pub(crate) fn new(seed: Option<u64>) -> io::Result<Self> {
        let secret = match seed {
            Some(seed) => Uuid::from_u64_pair(0, seed),
            None => random_uuid()?,
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

    /// A new token, whose text is such a UUID.
    #[allow(clippy::expect_used, reason = "a token may be any visible ASCII, and a UUID is that")]
    pub(crate) fn next_token<T: FromStr<Err = connect_participant::Error>>(&self) -> T {
        self.next().to_string().parse().expect("the text of a UUID is a valid token")
    }
}

/// A random UUID, version 4. `Uuid::new_v4` panics if there are no random bytes.
fn random_uuid() -> io::Result<Uuid> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        io::Error::other(format!("the operating system has no random bytes: {error}"))
    })?;
    Ok(Builder::from_random_bytes(bytes).into_uuid())
}
