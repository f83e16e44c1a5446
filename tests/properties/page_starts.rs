//! The start of the pages of a transcript: the client and the local service agree.

use connect_participant::{
    ErrorKind, GetTranscriptInput, ParticipantRole, ScanDirection, StartPosition,
};
use connect_participant_local::LocalService;
use connect_participant_tests::{CapturingTransport, connection_token};
use proptest::option;
use proptest::prelude::*;

use crate::cases;

fn direction() -> impl Strategy<Value = Option<ScanDirection>> {
    option::of(prop::sample::select(vec![ScanDirection::Forward, ScanDirection::Backward]))
}

fn start_position() -> impl Strategy<Value = StartPosition> {
    (option::of("[a-z]{1,5}"), option::of("20[0-9]{2}"), option::of(0..=100)).prop_map(
        |(id, time, most_recent)| {
            StartPosition::new().set_id(id).set_absolute_time(time).set_most_recent(most_recent)
        },
    )
}

proptest! {
    #![proptest_config(cases(1024))]

    /// A call is sent unless its direction is `FORWARD` and it has no start, or its start position is
    /// empty.
    #[test]
    fn forward_is_sent_with_a_start_only(
        direction in direction(),
        start in option::of(start_position()),
        next in option::of("[a-z]{1,5}"),
    ) {
        let is_empty = start.as_ref().is_some_and(|start| *start == StartPosition::new());
        let is_forward = direction == Some(ScanDirection::Forward);
        let is_sent = !is_empty && (!is_forward || start.is_some() || next.is_some());
        let captured = CapturingTransport::default();
        let input = GetTranscriptInput::new(connection_token())
            .set_scan_direction(direction)
            .set_start_position(start)
            .set_next_token(next);
        let result = futures_executor::block_on(captured.client().call(input));
        prop_assert_eq!(result.is_ok(), is_sent);
        prop_assert_eq!(captured.take().len(), usize::from(is_sent));
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// The local service accepts every call that the client sends.
    #[test]
    fn the_local_service_accepts_what_is_sent(
        calls in prop::collection::vec((direction(), option::of(option::of(0..=100))), 16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let service = LocalService::start().await.unwrap();
            let agent = service.open_chat().add_participant(ParticipantRole::Agent);
            let client = connect_participant_tests::client(service.url());
            for (direction, start) in calls {
                let (is_start, is_empty) = (start.is_some(), start == Some(None));
                let start = start.map(|count| StartPosition::new().set_most_recent(count));
                let input = GetTranscriptInput::new(agent.connection_token().clone())
                    .set_scan_direction(direction)
                    .set_start_position(start);
                let error = client.call(input).await.err().map(|error| error.kind());
                let is_forward = direction == Some(ScanDirection::Forward);
                let is_rejected = is_empty || is_forward && !is_start;
                assert_eq!(error, is_rejected.then_some(ErrorKind::InvalidInput));
            }
        });
    }
}
