//! The names of the service's own HTTP headers, in lower case.

/// The header of a request that carries the bearer token. Source: the service model, where it is `X-Amz-Bearer`.
pub const BEARER: &str = "x-amz-bearer";

/// The header of a response that names its exception. Source: [AWS restJson1 protocol][source].
///
/// [source]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
pub const ERROR_TYPE: &str = "x-amzn-errortype";

/// The header of a response that has the request id. The AWS SDKs read it.
pub const REQUEST_ID: &str = "x-amzn-requestid";

/// The header in which Amazon S3, which stores attachments, returns the request id. Source:
/// [Common response headers](https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html).
pub const STORAGE_REQUEST_ID: &str = "x-amz-request-id";

/// The header of a response that has the delay before a retry, in milliseconds. The AWS SDKs prefer it to `Retry-After`.
pub const RETRY_AFTER: &str = "x-amz-retry-after";
