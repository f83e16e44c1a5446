//! The quotas that are in force.

use std::collections::HashMap;
use std::io;
use std::sync::Mutex;
use std::time::SystemTime;

use connect_participant_model::Operation;

use super::Quotas;
use super::bucket::Bucket;
use crate::lock::lock;
use crate::response::ErrorResponse;

/// The buckets of the operations that have a limit, by operation name.
pub(crate) struct Throttle {
    buckets: Mutex<HashMap<&'static str, Bucket>>,
}

impl Throttle {
    pub(crate) fn new(quotas: Quotas, now: SystemTime) -> io::Result<Self> {
        let limits = quotas.check()?.into_iter();
        let buckets = limits.map(|(name, limit)| (name, Bucket::new(limit, now))).collect();
        Ok(Self { buckets: Mutex::new(buckets) })
    }

    /// Takes a call from the operation's bucket.
    pub(crate) fn take(&self, operation: &Operation, now: SystemTime) -> Result<(), ErrorResponse> {
        let mut buckets = lock(&self.buckets);
        let is_taken = buckets.get_mut(operation.name).is_none_or(|bucket| bucket.take(now));
        if is_taken { Ok(()) } else { Err(ErrorResponse::throttling()) }
    }
}
