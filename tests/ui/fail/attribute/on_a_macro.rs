//! Only a method sends a request.

use connect_participant::participant_operation;

#[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing")]
thread_local! {}

fn main() {}
