//! The latest requests.

use std::collections::VecDeque;
use std::sync::Mutex;

use crate::lock::lock;
use crate::request_record::RequestRecord;

/// The number of requests that are kept.
const CAPACITY: usize = 10_000;

/// The latest requests, in order.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<VecDeque<RequestRecord>>);

impl RequestLog {
    pub(crate) fn push(&self, record: &RequestRecord) {
        let mut records = lock(&self.0);
        if records.len() == CAPACITY {
            records.pop_front();
        }
        records.push_back(record.clone());
    }

    pub(crate) fn records(&self) -> Vec<RequestRecord> {
        lock(&self.0).iter().cloned().collect()
    }
}
