//! Tests of the whole macro.

mod any_tokens;
mod cost;
mod navigation;
mod snapshots;
