//! The attribute belongs on a method of a trait.

use connect_participant::participant_operation;

#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
thread_local! {}

fn main() {}
