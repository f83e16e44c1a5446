//! The names of the HTTP headers that AWS defines, in lower case.

/// The request header with the bearer token. Source: the service model, where it is `X-Amz-Bearer`.
pub const BEARER: &str = "x-amz-bearer";

/// The response header with the name of the exception. Source: [AWS restJson1 protocol][source].
///
/// [source]: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
pub const ERROR_TYPE: &str = "x-amzn-errortype";

/// The response header with the request id. Source: the AWS SDKs, which read it.
pub const REQUEST_ID: &str = "x-amzn-requestid";

/// The response header with the request id of Amazon S3, which stores attachments. Source:
/// [Common response headers][source].
///
/// [source]: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
pub const STORAGE_REQUEST_ID: &str = "x-amz-request-id";

/// The response header with the delay before a retry, in milliseconds. Source: the AWS SDKs, which
/// prefer it to `Retry-After`.
pub const RETRY_AFTER: &str = "x-amz-retry-after";
