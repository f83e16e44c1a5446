//! The pages of a transcript, followed to the end.

use connect_participant::{ErrorKind, GetTranscriptInput, SortKey};
use connect_participant_tests::{Answer, Recorder, client, connection_token};
use futures_util::stream::FusedStream as _;
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

fn page(id: &str, next_token: Option<&str>) -> Answer {
    let mut page = json!({ "Transcript": [{ "Id": id }] });
    if let Some(next_token) = next_token {
        page["NextToken"] = json!(next_token);
    }
    Answer::ok(page.to_string())
}

fn input() -> GetTranscriptInput {
    GetTranscriptInput::new(connection_token()).max_results(1).sort_order(SortKey::Ascending)
}

fn asked_for(recorder: &Recorder) -> Vec<Value> {
    recorder.requests().iter().map(|request| request.json()["NextToken"].clone()).collect()
}

#[tokio::test]
async fn each_is_asked_for_with_the_token_of_the_one_before() {
    let pages = [page("1", Some("a")), page("2", Some("b")), page("3", None), page("4", None)];
    let recorder = Recorder::start_with(pages).await;
    let pages = client(recorder.url()).transcript_pages(input());
    assert_eq!(recorder.requests(), [], "nothing is asked for before it is wanted");
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    let items = pages.into_iter().flat_map(|page| page.transcript.unwrap_or_default());
    let ids: Vec<_> = items.filter_map(|item| item.id).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(asked_for(&recorder), [json!(null), json!("a"), json!("b")]);
    // The rest of the input is that of the first.
    for request in recorder.requests() {
        assert_eq!(
            (&request.json()["MaxResults"], &request.json()["SortOrder"]),
            (&json!(1), &json!("ASCENDING"))
        );
    }
}

#[tokio::test]
async fn it_begins_at_the_page_that_it_is_told_to() {
    let recorder = Recorder::start(page("2", None)).await;
    let mut pages = client(recorder.url()).transcript_pages(input().next_token("a"));
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
    assert_eq!(asked_for(&recorder), [json!("a")]);
}

/// As for the paginators of AWS's SDKs.
#[tokio::test]
async fn an_empty_token_is_none() {
    let recorder = Recorder::start(page("1", Some(""))).await;
    let mut pages = client(recorder.url()).transcript_pages(input());
    assert!(!pages.is_terminated());
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.is_terminated());
    assert!(pages.next().await.is_none());
    recorder.assert_one_request();
}

#[tokio::test]
async fn an_error_is_the_end() {
    let recorder = Recorder::start_with([page("1", Some("a")), Answer::status(403)]).await;
    let mut pages = client(recorder.url()).transcript_pages(input());
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::AccessDenied, Some("GetTranscript")));
    assert!(pages.next().await.is_none());
    assert_eq!(recorder.requests().len(), 2);
}

/// It would go on for ever.
#[tokio::test]
async fn a_page_that_comes_again_is_an_error() {
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
async fn pages_can_be_got_on_any_thread_and_print_no_token() {
    fn is_send<T: Send + 'static>(value: T) -> T {
        value
    }
    let client = client("http://127.0.0.1:1");
    let pages = is_send(client.transcript_pages(input().next_token("a-secret")));
    assert!(!format!("{pages:?}").contains("a-secret"));
}
