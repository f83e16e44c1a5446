//! How many retries a client makes in all.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use connect_participant::Client;
use connect_participant_tests::{Outcome, Scripted, typing};

/// A service that fails as long as it is told to.
struct Service {
    fails: Arc<AtomicBool>,
    transport: Scripted,
}

impl Service {
    fn new(failure: impl Fn() -> Outcome + Send + Sync + 'static) -> Self {
        let fails = Arc::new(AtomicBool::new(true));
        let script = Arc::clone(&fails);
        let transport =
            Scripted::new(
                move |_| {
                    if script.load(Ordering::Relaxed) { failure() } else { Outcome::ok() }
                },
            );
        Self { fails, transport }
    }

    fn recover(&self) {
        self.fails.store(false, Ordering::Relaxed);
    }

    fn fail(&self) {
        self.fails.store(true, Ordering::Relaxed);
    }

    /// How many retries the client makes in so many calls.
    async fn retries(&self, client: &Client, calls: usize) -> usize {
        let before = self.transport.attempts().len();
        for _ in 0..calls {
            let _ = client.call(typing()).await;
        }
        self.transport.attempts().len() - before - calls
    }
}

#[tokio::test(start_paused = true)]
async fn of_500_a_retry_takes_5() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    assert_eq!(service.retries(&client, 500).await, 100);
    assert_eq!(service.retries(&client, 10).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_timeout_takes_10() {
    for timeout in [|| Outcome::Never, Outcome::connect_timeout] {
        let service = Service::new(timeout);
        let client = service.transport.client();
        assert_eq!(service.retries(&client, 200).await, 50);
    }
}

#[tokio::test(start_paused = true)]
async fn it_can_be_another_one_or_as_good_as_none() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.builder().retry_quota(12).build().unwrap();
    assert_eq!(service.retries(&client, 10).await, 2);
    let client = service.transport.builder().retry_quota(u32::MAX).build().unwrap();
    assert_eq!(service.retries(&client, 1_000).await, 2_000);
    let client = service.transport.builder().retry_quota(0).build().unwrap();
    assert_eq!(service.retries(&client, 10).await, 0);
}

#[tokio::test(start_paused = true)]
async fn clones_share_it_and_other_clients_do_not() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    assert_eq!(service.retries(&client.clone(), 500).await, 100);
    assert_eq!(service.retries(&client, 10).await, 0);
    assert_eq!(service.retries(&service.transport.client(), 10).await, 20);
}

#[tokio::test(start_paused = true)]
async fn a_success_gives_1_back() {
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
    assert_eq!(service.retries(&client, 10).await, 1, "4 were left, and 1 came back");
}

#[tokio::test(start_paused = true)]
async fn no_more_comes_back_than_there_was() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.client();
    service.recover();
    service.retries(&client, 1_000).await;
    service.fail();
    assert_eq!(service.retries(&client, 500).await, 100);
}

/// A retry that helps costs nothing in the end, so a service with a hiccup in every call is called again for ever.
#[tokio::test(start_paused = true)]
async fn a_retry_that_helps_gives_back_what_it_took() {
    let transport =
        Scripted::new(
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

/// A call that fails for good is no success, and gives nothing back.
#[tokio::test(start_paused = true)]
async fn an_error_gives_nothing_back() {
    let transport = Scripted::new(|attempt| match attempt {
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

/// A success while another call waits gives back what that call has taken, and so there is nothing left to fill when it
/// succeeds too.
#[tokio::test(start_paused = true)]
async fn no_more_comes_back_while_others_wait() {
    let transport = Scripted::new(|attempt| match attempt % 3 {
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

/// A retry that is not made takes nothing.
#[tokio::test(start_paused = true)]
async fn a_pause_that_is_too_long_takes_nothing() {
    let transport = Scripted::new(|attempt| match attempt {
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

/// Callers with less patience than the client do not use up what they leave unused.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_its_pause_takes_nothing() {
    let transport = Scripted::new(|_| Outcome::status(503));
    let client = transport.builder().retry_quota(5).build().unwrap();
    for _ in 0..10 {
        let patience = Duration::from_millis(500);
        tokio::time::timeout(patience, client.call(typing())).await.unwrap_err();
    }
    assert_eq!(client.call(typing()).await.unwrap_err().attempts(), 2);
}

/// Without a quota to take from, the first error is told at once.
#[tokio::test(start_paused = true)]
async fn nothing_is_waited_for_without_it() {
    let service = Service::new(|| Outcome::status(503));
    let client = service.transport.builder().retry_quota(4).build().unwrap();
    let start = tokio::time::Instant::now();
    let error = client.call(typing()).await.unwrap_err();
    assert_eq!((error.attempts(), start.elapsed()), (1, Duration::ZERO));
}
