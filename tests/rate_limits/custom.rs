//! A rate limiter of the user.

use std::sync::{Arc, Mutex};

use connect_participant::{
    AcquireFuture, AttachmentBody, AttemptOutcome, Client, Error, ErrorKind, ParticipantRole,
    PendingAttempt, RateLimiter,
};
use connect_participant_local::LocalService;
use connect_participant_tests::{Outcome, ScriptedTransport, typing};

/// Records what the client asks and reports.
#[derive(Clone, Default)]
struct Recording(Arc<Mutex<Vec<String>>>);

impl RateLimiter for Recording {
    fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
        let PendingAttempt { operation, number, time_left, .. } = attempt;
        self.0.lock().unwrap().push(format!("{operation} {number} {time_left:?}"));
        Box::pin(async move {
            attempt.clock.sleep(std::time::Duration::from_secs(2)).await;
            Ok(())
        })
    }

    fn on_outcome(&self, outcome: AttemptOutcome<'_>) {
        let AttemptOutcome { operation, elapsed, error, .. } = outcome;
        let error = error.map(|error| (error.kind(), error.is_throttling()));
        self.0.lock().unwrap().push(format!("{operation} {elapsed:?} {error:?}"));
    }
}

#[tokio::test(start_paused = true)]
async fn a_limiter_sees_each_attempt_and_its_outcome() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1 => Outcome::status(429),
        2 => Outcome::Never,
        _ => Outcome::ok(),
    });
    let limiter = Recording::default();
    let client = transport.builder().rate_limits(limiter.clone()).build().unwrap();
    client.call(typing()).await.unwrap();
    assert_eq!(
        *limiter.0.lock().unwrap(),
        [
            "SendEvent 1 30s",
            "SendEvent 0ns Some((Throttling, true))",
            "SendEvent 2 27s",
            "SendEvent 10s Some((Timeout, false))",
            "SendEvent 3 13s",
            "SendEvent 0ns None",
        ]
    );
}

/// Refuses all calls.
struct Closed;

impl RateLimiter for Closed {
    fn acquire<'a>(&'a self, _: PendingAttempt<'a>) -> AcquireFuture<'a> {
        Box::pin(async { Err(Error::new(ErrorKind::RateLimited, "the store cannot be reached")) })
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_of_a_limiter_ends_the_call() {
    let transport = ScriptedTransport::new(|_| Outcome::ok());
    let limiter: Arc<dyn RateLimiter> = Arc::new(Closed);
    let client = transport.builder().rate_limits(limiter).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!(error.to_string(), "SendEvent failed: RateLimited: the store cannot be reached");
    assert!(transport.attempts().is_empty());
}

/// The bytes of an attachment do not go to the service.
#[tokio::test]
async fn an_upload_has_no_limit() {
    #[derive(Clone, Default)]
    struct Operations(Arc<Mutex<Vec<&'static str>>>);

    impl RateLimiter for Operations {
        fn acquire<'a>(&'a self, attempt: PendingAttempt<'a>) -> AcquireFuture<'a> {
            self.0.lock().unwrap().push(attempt.operation);
            Box::pin(std::future::ready(Ok(())))
        }
    }

    let service = LocalService::start().await.unwrap();
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let limiter = Operations::default();
    let builder = Client::builder().endpoint_url(service.url()).rate_limits(limiter.clone());
    let client = builder.build().unwrap();
    let body = AttachmentBody::from("text");
    let upload =
        client.upload_attachment("text/plain", "notes.txt", body, agent.connection_token());
    upload.await.unwrap();
    let operations = ["StartAttachmentUpload", "CompleteAttachmentUpload"];
    assert_eq!(*limiter.0.lock().unwrap(), operations);
}
