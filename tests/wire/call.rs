//! The simplest call, for tests of other things.

use connect_participant::{
    Client, ConnectionToken, Error, Participant, Result, SendEventOutput, participant_operation,
};
use connect_participant_tests::{Recorder, Response, client, typing};

/// Returns the result of a call that gets this response.
pub(crate) async fn result_of(response: Response) -> Result<SendEventOutput> {
    let recorder = Recorder::start(response).await;
    let result = client(recorder.url()).call(typing()).await;
    recorder.assert_one_request();
    result
}

/// Returns the error of a call that gets this response.
pub(crate) async fn error_of(response: Response) -> Error {
    result_of(response).await.unwrap_err()
}

/// A method that discards its output. The response is still checked.
pub(crate) trait DiscardsOutput: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing"
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<()>;
}

impl DiscardsOutput for Client {}
