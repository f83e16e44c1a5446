//! Quotas of calls.

/// The quota of an operation: a token bucket that all callers of an Amazon Connect instance share.
/// On a real instance, it can be raised.
///
/// Source: [API throttling quotas][quotas], Amazon Connect Administrator Guide.
///
/// [quotas]: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// The number of calls that are added each second.
    pub per_second: u32,
    /// The maximum number of calls at once.
    pub burst: u32,
}
