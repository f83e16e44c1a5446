//! The retry quota of a client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connect_participant::Client;
use connect_participant_tests::{Outcome, ScriptedTransport, typing};

/// A service whose attempts all fail until a test calls `recover`.
struct Service {
    fails: Arc<AtomicBool>,
    transport: ScriptedTransport,
}

impl Service {
    fn new(failure: impl Fn() -> Outcome + Send + Sync + 'static) -> Self {
        let fails = Arc::new(AtomicBool::new(true));
        let script = Arc::clone(&fails);
        let transport = ScriptedTransport::new(move |_| {
            if script.load(Ordering::Relaxed) { failure() } else { Outcome::ok() }
        });
        Self { fails, transport }
    }

    fn recover(&self) {
        self.fails.store(false, Ordering::Relaxed);
    }

    fn fail(&self) {
        self.fails.store(true, Ordering::Relaxed);
    }

    /// Makes this number of calls, and returns the number of retries.
    async fn retries(&self, client: &Client, calls: usize) -> usize {
        let before = self.transport.attempts().len();
        for _ in 0..calls {
            let _ = client.call(typing()).await;
        }
        self.transport.attempts().len() - before - calls
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_uses_5_of_500() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    assert_eq!(service.retries(&client, 500).await, 100);
    assert_eq!(service.retries(&client, 10).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_retry_after_a_timeout_uses_10() {
    for timeout in [|| Outcome::Never, Outcome::connect_timeout] {
        let service = Service::new(timeout);
        let client = service.transport.client();
        assert_eq!(service.retries(&client, 200).await, 50);
    }
}

#[tokio::test(start_paused = true)]
async fn the_quota_is_configurable() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.builder().retry_quota(12).build().unwrap();
    assert_eq!(service.retries(&client, 10).await, 2);
    let client = service.transport.builder().retry_quota(u32::MAX).build().unwrap();
    assert_eq!(service.retries(&client, 1_000).await, 2_000);
    let client = service.transport.builder().retry_quota(0).build().unwrap();
    assert_eq!(service.retries(&client, 10).await, 0);
}

#[tokio::test(start_paused = true)]
async fn clones_share_a_quota_and_other_clients_do_not() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    assert_eq!(service.retries(&client.clone(), 500).await, 100);
    assert_eq!(service.retries(&client, 10).await, 0);
    assert_eq!(service.retries(&service.transport.client(), 10).await, 20);
}

#[tokio::test(start_paused = true)]
async fn a_success_returns_1() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    assert_eq!(service.retries(&client, 500).await, 100);

    service.recover();
    assert_eq!(service.retries(&client, 14).await, 0);
    service.fail();
    assert_eq!(service.retries(&client, 10).await, 2);
    service.recover();
    service.retries(&client, 1).await;
    service.fail();
    assert_eq!(service.retries(&client, 10).await, 1, "4 were left, and 1 was returned");
}

#[tokio::test(start_paused = true)]
async fn successes_do_not_exceed_the_initial_quota() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    service.recover();
    service.retries(&client, 1_000).await;
    service.fail();
    assert_eq!(service.retries(&client, 500).await, 100);
}

/// A successful retry is free, so the quota lasts even if every call needs one.
#[tokio::test(start_paused = true)]
async fn a_successful_retry_returns_its_quota() {
    let transport =
        ScriptedTransport::new(
            |attempt| {
                if attempt % 2 == 1 { Outcome::status(503) } else { Outcome::ok() }
            },
        );
    let client = transport.client();
    for _ in 0..1_000 {
        client.call(typing()).await.unwrap();
    }
    assert_eq!(transport.attempts().len(), 2_000);
}

/// Neither an exception nor an unreadable response counts as a success.
#[tokio::test(start_paused = true)]
async fn an_error_returns_no_quota() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        601..=700 => Outcome::status(403),
        701..=800 => Outcome::status(200),
        _ => Outcome::status(503),
    });
    let client = transport.client();
    let calls = async |count| {
        for _ in 0..count {
            client.call(typing()).await.unwrap_err();
        }
        transport.attempts().len()
    };
    assert_eq!(calls(500).await, 600);
    assert_eq!(calls(200).await, 800);
    assert_eq!(calls(10).await, 810);
}

/// A success during the delay of another call fills the quota. The success of that call then
/// returns nothing.
#[tokio::test(start_paused = true)]
async fn concurrent_successes_do_not_exceed_the_initial_quota() {
    let transport = ScriptedTransport::new(|attempt| match attempt % 3 {
        1 if attempt <= 15 => Outcome::status(503),
        _ if attempt <= 15 => Outcome::ok(),
        _ => Outcome::status(503),
    });
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..5 {
        let (waiting, other) = tokio::join!(client.call(typing()), async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            client.call(typing()).await
        });
        waiting.unwrap();
        other.unwrap();
    }
    for _ in 0..10 {
        client.call(typing()).await.unwrap_err();
    }
    assert_eq!(transport.attempts().len(), 15 + 10 + 1);
}

/// A retry that does not happen uses no quota.
#[tokio::test(start_paused = true)]
async fn a_delay_that_is_too_long_uses_no_quota() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        1..=10 => Outcome::status(503).header("retry-after", "3600"),
        11 => Outcome::status(503),
        _ => Outcome::ok(),
    });
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..10 {
        client.call(typing()).await.unwrap_err();
    }
    client.call(typing()).await.unwrap();
}

/// Callers that time out earlier than the client do not exhaust the quota.
#[tokio::test(start_paused = true)]
async fn a_call_dropped_in_its_delay_uses_no_quota() {
    let transport = ScriptedTransport::new(|_| Outcome::status(503));
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..10 {
        let timeout = Duration::from_millis(500);
        tokio::time::timeout(timeout, client.call(typing())).await.unwrap_err();
    }
    assert_eq!(client.call(typing()).await.unwrap_err().attempts(), 2);
}

/// The first error is returned at once if the quota does not allow a retry.
#[tokio::test(start_paused = true)]
async fn a_call_without_quota_fails_without_a_delay() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.builder().retry_quota(4).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.attempts(), start.elapsed()), (1, Duration::ZERO));
}
