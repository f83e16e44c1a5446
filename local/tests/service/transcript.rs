//! `GetTranscript`: the items of pages and their order.

use connect_participant::{
    ErrorKind, GetTranscriptInput, GetTranscriptOutput, ScanDirection, SortKey, StartPosition,
};
use connect_participant_model::GET_TRANSCRIPT;
use serde_json::json;

use crate::scene::{DENIED, Scene};

/// A chat with `count` messages, numbered from 0.
async fn chat_of(count: usize) -> Scene {
    let scene = Scene::new().await;
    for number in 0..count {
        let participant = if number % 2 == 0 { &scene.agent } else { &scene.customer };
        scene.say(participant, &number.to_string()).await;
        // Typing is not part of the pages.
        scene.typing(participant.connection_token()).await.unwrap();
    }
    scene
}

impl Scene {
    async fn page(
        &self,
        input: impl FnOnce(GetTranscriptInput) -> GetTranscriptInput,
    ) -> (Vec<usize>, Option<String>) {
        let token = self.agent.connection_token().clone();
        let input = input(GetTranscriptInput::new(token));
        let GetTranscriptOutput { transcript, next_token, .. } =
            self.client.call(input).await.unwrap();
        let numbers = transcript.unwrap().into_iter().map(|item| item.content.unwrap());
        (numbers.map(|number| number.parse().unwrap()).collect(), next_token)
    }

    /// The numbers of the messages on a page.
    async fn numbers(
        &self,
        input: impl FnOnce(GetTranscriptInput) -> GetTranscriptInput,
    ) -> Vec<usize> {
        self.page(input).await.0
    }
}

fn numbers(numbers: impl IntoIterator<Item = usize>) -> Vec<usize> {
    numbers.into_iter().collect()
}

#[tokio::test]
async fn the_default_page_is_the_latest_ten_in_descending_order() {
    let scene = chat_of(12).await;
    let (first, next) = scene.page(|input| input).await;
    assert_eq!(first, numbers((2..12).rev()));
    let next = next.expect("there are two more");
    let (second, end) = scene.page(|input| input.next_token(next)).await;
    assert_eq!((second, end), (vec![1, 0], None));
}

#[tokio::test]
async fn pages_cover_the_transcript_in_both_directions() {
    let scene = chat_of(5).await;
    for (direction, order, expected) in [
        (ScanDirection::Forward, SortKey::Ascending, [vec![0, 1], vec![2, 3], vec![4]]),
        (ScanDirection::Forward, SortKey::Descending, [vec![1, 0], vec![3, 2], vec![4]]),
        (ScanDirection::Backward, SortKey::Ascending, [vec![3, 4], vec![1, 2], vec![0]]),
        (ScanDirection::Backward, SortKey::Descending, [vec![4, 3], vec![2, 1], vec![0]]),
    ] {
        let is_forward = direction == ScanDirection::Forward;
        let start = is_forward.then(|| StartPosition::new().most_recent(100));
        let mut pages = Vec::new();
        let mut next = None;
        loop {
            let (page, token) = scene
                .page(|input| {
                    input
                        .scan_direction(direction)
                        .set_start_position(start.clone())
                        .sort_order(order)
                        .max_results(2)
                        .set_next_token(next.take())
                })
                .await;
            pages.push(page);
            next = token;
            if next.is_none() || pages.len() > expected.len() {
                break;
            }
        }
        assert_eq!(pages, expected, "{direction} {order}");
    }
}

#[tokio::test]
async fn new_items_do_not_shift_the_pages() {
    let scene = chat_of(4).await;
    let (_, next) = scene.page(|input| input.max_results(2)).await;
    scene.say(&scene.customer, "4").await;
    assert_eq!(scene.numbers(|input| input.set_next_token(next)).await, [1, 0]);
}

#[tokio::test]
async fn max_results_of_zero_returns_an_empty_page() {
    let scene = chat_of(2).await;
    assert_eq!(scene.page(|input| input.max_results(0)).await, (vec![], None));
    let empty = Scene::new().await;
    assert_eq!(empty.page(|input| input).await, (vec![], None));
}

#[tokio::test]
async fn start_position_can_be_an_item_id() {
    let scene = chat_of(5).await;
    let items = scene.chat.transcript();
    let third = items.iter().find(|item| item.content.as_deref() == Some("2")).unwrap();
    let from = || StartPosition::new().id(third.id.clone().unwrap());
    // With a start position, the default direction is FORWARD.
    assert_eq!(scene.numbers(|input| input.start_position(from())).await, [4, 3, 2]);
    let backward = ScanDirection::Backward;
    let page = scene.numbers(|input| input.start_position(from()).scan_direction(backward)).await;
    assert_eq!(page, [2, 1, 0]);
}

#[tokio::test]
async fn start_position_can_be_most_recent() {
    let scene = chat_of(5).await;
    for (count, forward, backward) in [
        (0, vec![], vec![4, 3, 2, 1, 0]),
        (1, vec![4], vec![4, 3, 2, 1, 0]),
        (3, vec![4, 3, 2], vec![2, 1, 0]),
        (100, vec![4, 3, 2, 1, 0], vec![0]),
    ] {
        let from = || StartPosition::new().most_recent(count);
        let page = scene.numbers(|input| input.start_position(from())).await;
        assert_eq!(page, forward, "{count} forward");
        let direction = ScanDirection::Backward;
        let page =
            scene.numbers(|input| input.start_position(from()).scan_direction(direction)).await;
        assert_eq!(page, backward, "{count} backward");
    }
}

#[tokio::test]
async fn start_position_can_be_a_time() {
    let scene = chat_of(3).await;
    let time = |text: &str| StartPosition::new().absolute_time(text);
    let all = [2, 1, 0];
    let (early, late) = ("2019-11-08T02:41:28.172Z", "2999-11-08T02:41:28Z");
    assert_eq!(scene.numbers(|input| input.start_position(time(early))).await, all);
    assert_eq!(scene.numbers(|input| input.start_position(time(late))).await, numbers([]));
    let backward = async |text: &str| {
        let direction = ScanDirection::Backward;
        scene.numbers(|input| input.start_position(time(text)).scan_direction(direction)).await
    };
    assert_eq!(backward(early).await, numbers([]));
    assert_eq!(backward(late).await, all);

    // Items with exactly that time are part of the page, in both directions.
    let items = scene.chat.transcript();
    let last = items.iter().rfind(|item| item.content.is_some()).unwrap();
    let last = last.absolute_time.as_ref().unwrap().as_str();
    assert!(scene.numbers(|input| input.start_position(time(last))).await.contains(&2));
    assert_eq!(backward(last).await, all);
}

/// The message is the service's own: amazon-connect-chatjs#19.
#[tokio::test]
async fn forward_without_a_start_is_rejected() {
    let scene = chat_of(2).await;
    let message = "Validation exception due to invalid parameter";
    for start in [json!(null), json!({}), json!({ "Id": null }), json!({ "More": 1 })] {
        let body = json!({ "ScanDirection": "FORWARD", "StartPosition": start, "MaxResults": 5 });
        let response = scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await;
        assert_eq!(response.error(), (400, "ValidationException", message), "{body}");
    }

    let (_, next) = scene.page(|input| input.max_results(1)).await;
    for body in [
        json!({ "ScanDirection": "FORWARD", "StartPosition": { "MostRecent": 0 } }),
        json!({ "ScanDirection": "FORWARD", "NextToken": next }),
        json!({ "ScanDirection": "BACKWARD", "StartPosition": {} }),
        json!({ "ScanDirection": null, "StartPosition": {} }),
    ] {
        scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await.assert_success();
    }
}

#[tokio::test]
async fn invalid_start_positions_and_tokens_are_rejected() {
    let scene = chat_of(2).await;
    let elsewhere = chat_of(2).await;
    let (_, foreign) = elsewhere.page(|input| input.max_results(1)).await;
    let not_shown = scene.chat.events()[0].id.clone();
    let unknown = "`StartPosition.Id` is not an item of this transcript";
    for (body, message) in [
        (json!({ "NextToken": "a" }), "`NextToken` is not a token of this chat"),
        (json!({ "NextToken": foreign }), "`NextToken` is not a token of this chat"),
        (json!({ "StartPosition": { "Id": "a" } }), unknown),
        (json!({ "StartPosition": { "Id": not_shown } }), unknown),
        (
            json!({ "StartPosition": { "AbsoluteTime": "yesterday" } }),
            "`StartPosition.AbsoluteTime` is not a time such as 2019-11-08T02:41:28.172Z",
        ),
        (
            json!({ "StartPosition": { "Id": "a", "MostRecent": 1 } }),
            "`StartPosition` has more than one of `Id`, `AbsoluteTime` and `MostRecent`",
        ),
    ] {
        let response = scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await;
        assert_eq!(response.error(), (400, "ValidationException", message), "{body}");
    }
}

#[tokio::test]
async fn a_token_only_reads_its_own_contact() {
    let scene = chat_of(1).await;
    let body = json!({ "ContactId": scene.chat.contact_id() });
    let response = scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await;
    response.assert_success();
    assert_eq!(response.body["InitialContactId"], scene.chat.contact_id());
    assert_eq!(response.body["Transcript"][0]["ContactId"], scene.chat.contact_id());

    let other = scene.service.open_chat();
    assert_ne!(other.contact_id(), scene.chat.contact_id());
    let body = json!({ "ContactId": other.contact_id() });
    assert_eq!(scene.call_as(&scene.agent, &GET_TRANSCRIPT, &body).await.error(), DENIED);

    scene.chat.end();
    let input = GetTranscriptInput::new(scene.agent.connection_token().clone());
    let error = scene.client.call(input).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
}
