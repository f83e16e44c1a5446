//! The tests in `local/tests/service`.

#[path = "../../local/tests/service/main.rs"]
mod service;

use service::{scene, socket};
