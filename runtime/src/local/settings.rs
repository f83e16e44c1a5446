//! What a local service is like.

use std::fmt;

use super::RequestRecord;

/// What may be set before the service starts.
pub(super) struct Settings {
    pub(super) seed: Option<u64>,
    pub(super) error_type_header: bool,
    pub(super) on_request: Option<OnRequest>,
}

/// What is told of requests.
pub(super) type OnRequest = Box<dyn Fn(&RequestRecord) + Send + Sync>;

impl Default for Settings {
    fn default() -> Self {
        Self { seed: None, error_type_header: true, on_request: None }
    }
}

/// Tells nothing of the seed, which tokens come from.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("error_type_header", &self.error_type_header)
            .finish_non_exhaustive()
    }
}
