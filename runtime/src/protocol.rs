//! The protocol of the service:
//! [restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html), as far as the
//! service uses it.
//!
//! A request: `input` (the trait of inputs) → `value` (their members) → `content` and `page_start`
//! (the rules for members that depend on each other) → `encode` (path, header and body) → `json`, or
//! `serialize` for users. A response: `response` → `output` with `duplicates` and `bounded`, or
//! `error_body` and `retry_after`.

pub(crate) mod bounded;
pub(crate) mod content;
mod duplicates;
pub(crate) mod encode;
mod error_body;
pub(crate) mod header;
pub(crate) mod input;
mod json;
pub(crate) mod output;
mod page_start;
pub(crate) mod response;
pub(crate) mod retry_after;
pub(crate) mod serialize;
pub(crate) mod value;
