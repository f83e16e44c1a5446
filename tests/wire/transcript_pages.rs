//! Pagination of transcripts.

use connect_participant::{ErrorKind, GetTranscriptInput, SortKey};
use connect_participant_tests::{
    Outcome, Recorder, Response, ScriptedTransport, client, connection_token,
};
use futures_util::stream::FusedStream as _;
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

fn page(id: &str, next_token: Option<&str>) -> Response {
    let mut page = json!({ "Transcript": [{ "Id": id }] });
    if let Some(next_token) = next_token {
        page["NextToken"] = json!(next_token);
    }
    Response::ok(page.to_string())
}

fn input() -> GetTranscriptInput {
    GetTranscriptInput::new(connection_token()).max_results(1).sort_order(SortKey::Ascending)
}

fn next_tokens(recorder: &Recorder) -> Vec<Value> {
    recorder.requests().iter().map(|request| request.json()["NextToken"].clone()).collect()
}

#[tokio::test]
async fn each_page_is_requested_with_the_previous_token() {
    let pages = [page("1", Some("a")), page("2", Some("b")), page("3", None), page("4", None)];
    let recorder = Recorder::start_with(pages).await;
    let pages = client(recorder.url()).transcript_pages(input());
    assert_eq!(recorder.requests(), [], "pages are requested on demand");
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    let items = pages.into_iter().flat_map(|page| page.transcript.unwrap_or_default());
    let ids: Vec<_> = items.filter_map(|item| item.id).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(next_tokens(&recorder), [json!(null), json!("a"), json!("b")]);
    // The other members of the input stay the same.
    for request in recorder.requests() {
        assert_eq!(
            (&request.json()["MaxResults"], &request.json()["SortOrder"]),
            (&json!(1), &json!("ASCENDING"))
        );
    }
}

#[tokio::test]
async fn pages_start_at_the_given_token() {
    let recorder = Recorder::start(page("2", None)).await;
    let mut pages = client(recorder.url()).transcript_pages(input().next_token("a"));
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
    assert_eq!(next_tokens(&recorder), [json!("a")]);
}

/// An empty token is the end, as for the paginators of the AWS SDKs.
#[tokio::test]
async fn an_empty_token_is_the_end() {
    let recorder = Recorder::start(page("1", Some(""))).await;
    let mut pages = client(recorder.url()).transcript_pages(input());
    assert!(!pages.is_terminated());
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.is_terminated());
    assert!(pages.next().await.is_none());
    recorder.assert_one_request();
}

#[tokio::test]
async fn an_error_ends_the_pages() {
    let recorder = Recorder::start_with([page("1", Some("a")), Response::status(403)]).await;
    let mut pages = client(recorder.url()).transcript_pages(input());
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::AccessDenied, Some("GetTranscript")));
    assert!(pages.next().await.is_none());
    assert_eq!(recorder.requests().len(), 2);
}

/// A cycle of several tokens is found too, wherever it starts.
#[tokio::test]
async fn a_cycle_of_tokens_is_an_error() {
    for (before, cycle) in [(0, 2), (1, 2), (3, 3), (0, 7), (20, 5)] {
        let transport = ScriptedTransport::new(move |attempt| {
            let page = attempt - 1;
            let token = if page < before { page } else { before + (page - before) % cycle };
            Outcome::ok().body(format!(r#"{{"NextToken":"{token}"}}"#))
        });
        let client = transport.builder().build().unwrap();
        let mut pages = client.transcript_pages(input());
        let mut count = 0;
        let error = loop {
            match pages.next().await.unwrap() {
                Ok(_) => count += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
        assert_eq!(
            error.message(),
            Some("the `NextToken` of the page equals that of an earlier page")
        );
        assert!(count <= 3 * (before + cycle) + 1, "{before} {cycle}: {count}");
        assert!(pages.next().await.is_none());
    }
}

/// Many pages with tokens of their own are no cycle.
#[tokio::test]
async fn ten_thousand_pages_are_read() {
    let transport = ScriptedTransport::new(|attempt| match attempt {
        10_000 => Outcome::ok(),
        _ => Outcome::ok().body(format!(r#"{{"NextToken":"{attempt}"}}"#)),
    });
    let client = transport.builder().build().unwrap();
    let pages: Vec<_> = client.transcript_pages(input()).collect().await;
    assert_eq!(pages.len(), 10_000);
    assert!(pages.iter().all(Result::is_ok));
}

/// Otherwise the pages would never end.
#[tokio::test]
async fn a_repeated_token_is_an_error() {
    let recorder = Recorder::start(page("1", Some("a"))).await;
    let pages: Vec<_> = client(recorder.url()).transcript_pages(input()).collect().await;
    let [Ok(_), Ok(_), Err(error)] = &pages[..] else { panic!("{pages:?}") };
    assert_eq!(error.kind(), ErrorKind::UnreadableResponse);
    assert_eq!(
        error.to_string(),
        "GetTranscript failed: UnreadableResponse: the `NextToken` of the page equals that of its request"
    );
    assert_eq!(recorder.requests().len(), 2);
}

#[tokio::test]
async fn pages_are_send_and_redact_tokens() {
    fn is_send<T: Send + 'static>(value: T) -> T {
        value
    }
    let client = client("http://127.0.0.1:1");
    let pages = is_send(client.transcript_pages(input().next_token("a-secret")));
    assert!(!format!("{pages:?}").contains("a-secret"));
}
