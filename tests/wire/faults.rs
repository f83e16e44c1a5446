//! Everything that can happen to an answer on its way, one test each.

use connect_participant::{Error, ErrorKind};
use connect_participant_tests::{Answer, HeldClock, Recorder, builder, typing};

use ErrorKind::{Transport, UnreadableResponse};

/// The error of a call that is tried once.
async fn error_of(answer: &Answer) -> Error {
    let recorder = Recorder::start(answer.clone()).await;
    let error = builder(recorder.url()).build().unwrap().call(typing()).await.unwrap_err();
    recorder.assert_one_request();
    assert!(std::error::Error::source(&error).is_some(), "the cause is not told: {error}");
    error
}

/// It broke off, and what broke it is what the error goes back to.
async fn breaks_off(answer: Answer) {
    let error = error_of(&answer).await;
    let source = std::error::Error::source(&error).unwrap();
    let is_transports =
        source.is::<hyper::Error>() || source.is::<connect_participant::reqwest::Error>();
    assert!(is_transports, "{source:?}");
    passes(answer, &[UnreadableResponse]).await;
}

/// The call is tried again, with the same bytes, and the connection is not used any more.
async fn passes(answer: Answer, kinds: &[ErrorKind]) {
    let error = error_of(&answer).await;
    assert!(kinds.contains(&error.kind()), "{error}");
    assert!(error.is_retryable(), "{error}");

    let recorder = Recorder::start_with([answer, Answer::ok(r#"{"Id":"1"}"#)]).await;
    let client = HeldClock::retrying(recorder.url()).build().unwrap();
    let output = client.call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("1"));
    let [first, second] = &recorder.requests()[..] else { panic!("not two attempts") };
    assert_eq!(first.raw, second.raw);
    assert_eq!(recorder.connections(), 2);
}

/// The call is not tried again, and the next one works.
async fn stays(answer: Answer, told: &str) {
    let error = error_of(&answer).await;
    assert_eq!((error.kind(), error.is_retryable()), (UnreadableResponse, false), "{error}");
    assert!(error.to_string().contains(told), "{error}");

    let recorder = Recorder::start_with([answer, Answer::ok("{}")]).await;
    let client = HeldClock::retrying(recorder.url()).build().unwrap();
    assert_eq!(client.call(typing()).await.unwrap_err().attempts(), 1);
    client.call(typing()).await.unwrap();
    assert_eq!(recorder.requests().len(), 2);
}

macro_rules! rows {
    ($($name:ident: $function:ident($($argument:expr),*);)*) => {$(
        #[tokio::test]
        async fn $name() {
            $function($($argument),*).await;
        }
    )*};
}

fn success() -> Answer {
    Answer::ok(r#"{"Id":"6bd8e4a7"}"#)
}

const TOO_LARGE: &str = "the body exceeds 1048576 bytes (HTTP 200)";

rows! {
    closed_before_the_head: passes(Answer::nothing(), &[Transport]);
    closed_in_the_head: passes(success().cut_in_head(), &[Transport]);
    closed_after_the_head: breaks_off(success().cut_short_after(0));
    closed_in_the_body: breaks_off(success().cut_short_after(8));
    closed_after_a_whole_object: breaks_off(Answer::ok("{}  ").cut_short_after(2));

    reset_before_the_head: passes(Answer::nothing().then_reset(), &[Transport]);
    reset_in_the_head: passes(success().cut_in_head().then_reset(), &[Transport]);
    // A reset overtakes what was sent before it, or does not.
    reset_after_the_head:
        passes(success().cut_short_after(0).then_reset(), &[Transport, UnreadableResponse]);
    reset_in_the_body:
        passes(success().cut_short_after(8).then_reset(), &[Transport, UnreadableResponse]);

    chunks_that_break_off: breaks_off(success().chunked().cut_short_after(9));
    chunks_without_a_last_one: breaks_off(success().chunked().cut_short_after(15));
    a_body_shorter_than_its_length: breaks_off(success().claiming(1_000).then_close());

    a_body_longer_than_its_length: stays(success().claiming(5), "it ends too early");
    a_body_of_a_byte_too_much: stays(Answer::ok(vec![b' '; 1024 * 1024 + 1]), TOO_LARGE);
    a_chunked_body_that_is_too_large:
        stays(Answer::ok(vec![b' '; 1024 * 1024 + 1]).chunked(), TOO_LARGE);
    a_length_of_a_terabyte: stays(success().claiming(1 << 40).then_stall(), TOO_LARGE);
    an_endless_body: stays(Answer::ok([b' '; 4096]).endless(), TOO_LARGE);
}

#[tokio::test]
async fn a_chunked_answer_is_an_answer() {
    let recorder = Recorder::start(success().chunked()).await;
    let output = builder(recorder.url()).build().unwrap().call(typing()).await.unwrap();
    assert_eq!(output.id.as_deref(), Some("6bd8e4a7"));
}

#[tokio::test]
async fn a_head_without_end_is_no_answer() {
    let answer = Answer::ok("").header("x-endless", &"x".repeat(4 * 1024 * 1024));
    let error = error_of(&answer).await;
    assert_eq!(error.kind(), Transport, "{error}");
}

#[tokio::test]
async fn the_limit_can_be_another_one() {
    let recorder = Recorder::start(Answer::ok("{}        ")).await;
    let client = builder(recorder.url()).max_response_bytes(9).build().unwrap();
    let error = client.call(typing()).await.unwrap_err();
    assert!(error.to_string().contains("the body exceeds 9 bytes"), "{error}");
    let client = builder(recorder.url()).max_response_bytes(10).build().unwrap();
    client.call(typing()).await.unwrap();
    let error = builder(recorder.url()).max_response_bytes(0).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
}
