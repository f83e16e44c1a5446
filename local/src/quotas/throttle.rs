//! Calls against their quotas.

use std::collections::HashMap;
use std::io;
use std::sync::Mutex;
use std::time::SystemTime;

use connect_participant_model::Operation;

use super::bucket::Bucket;
use crate::Quotas;
use crate::answer::Refusal;
use crate::lock::lock;

/// What is left of the quotas, by the names of the operations that have one.
pub(crate) struct Throttle {
    buckets: Mutex<HashMap<&'static str, Bucket>>,
}

impl Throttle {
    pub(crate) fn new(quotas: Quotas, now: SystemTime) -> io::Result<Self> {
        let limits = quotas.checked()?.into_iter();
        let buckets = limits.map(|(name, limit)| (name, Bucket::new(limit, now))).collect();
        Ok(Self { buckets: Mutex::new(buckets) })
    }

    /// Takes a call out of the operation's quota.
    pub(crate) fn take(&self, operation: &Operation, now: SystemTime) -> Result<(), Refusal> {
        let mut buckets = lock(&self.buckets);
        let is_taken = buckets.get_mut(operation.name).is_none_or(|bucket| bucket.take(now));
        if is_taken { Ok(()) } else { Err(Refusal::throttling()) }
    }
}
