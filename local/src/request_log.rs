//! The latest requests.

use std::collections::VecDeque;
use std::sync::Mutex;

use connect_participant::Timestamp;

use crate::lock::lock;
use crate::request_record::RequestRecord;

/// The number of requests that are kept.
const CAPACITY: usize = 10_000;

/// The latest requests, in the order in which they ended.
#[derive(Default)]
pub(crate) struct RequestLog(Mutex<Log>);

#[derive(Default)]
struct Log {
    entries: VecDeque<LoggedRequest>,
    /// The number of all requests, also of those that are not kept any more.
    count: u64,
}

/// A request, with its number from 1 and the time at which it ended.
#[derive(Clone)]
pub(crate) struct LoggedRequest {
    pub(crate) number: u64,
    pub(crate) time: Timestamp,
    pub(crate) record: RequestRecord,
}

impl RequestLog {
    pub(crate) fn push(&self, record: &RequestRecord, time: Timestamp) {
        let mut log = lock(&self.0);
        if log.entries.len() == CAPACITY {
            log.entries.pop_front();
        }
        log.count += 1;
        let entry = LoggedRequest { number: log.count, time, record: record.clone() };
        log.entries.push_back(entry);
    }

    /// Returns the requests after the one with this number, but at most the latest `limit`.
    pub(crate) fn after(&self, number: u64, limit: usize) -> Vec<LoggedRequest> {
        let log = lock(&self.0);
        let later = log.entries.iter().rev().take_while(|entry| entry.number > number);
        let mut entries: Vec<_> = later.take(limit).cloned().collect();
        entries.reverse();
        entries
    }
}
