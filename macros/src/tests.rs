//! Tests of the whole macro.

mod any_tokens;
mod navigation;
mod snapshots;
