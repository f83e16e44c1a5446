//! What holds of the macro as a whole.

mod any_tokens;
mod navigation;
mod snapshots;
