//! The simplest call there is, for tests that are about something else.

use connect_participant::{
    Client, ConnectionToken, Error, Participant, Result, SendEventOutput, participant_operation,
};
use connect_participant_tests::{Answer, Recorder, client, typing};

/// How a call ends that is answered so.
pub(crate) async fn answered(answer: Answer) -> Result<SendEventOutput> {
    let recorder = Recorder::start(answer).await;
    let result = client(recorder.url()).call(typing()).await;
    recorder.assert_one_request();
    result
}

/// The error of a call that is answered so.
pub(crate) async fn error_of(answer: Answer) -> Error {
    answered(answer).await.unwrap_err()
}

/// A call that drops its output, and must be as strict about it.
pub(crate) trait Careless: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl Careless for Client {}
