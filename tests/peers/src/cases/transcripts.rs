//! Reading transcripts.

use serde_json::{Value, json};

use crate::fixture::Fixture;

cases! {
    an_empty_transcript_is_an_empty_list
    pages_are_read_backward
    pages_are_read_forward_from_a_start_position
    the_sort_order_is_applied
    all_kinds_of_start_position_are_applied
    an_attachment_is_a_transcript_item
}

/// Sends `numbers` messages as the agent: "0", "1" and so on. Returns their ids.
async fn send_numbers(fixture: &Fixture, numbers: usize) -> Vec<Value> {
    let mut ids = Vec::new();
    for number in 0..numbers {
        let message = json!({ "ContentType": "text/plain", "Content": number.to_string() });
        let output =
            fixture.output_of(fixture.call_by(&fixture.agent, "SendMessage", message)).await;
        ids.push(output["Id"].clone());
    }
    ids
}

/// Returns the contents of the items of a page.
fn contents(page: &Value) -> Vec<&str> {
    let items = page["Transcript"].as_array().expect("a list");
    items.iter().map(|item| item["Content"].as_str().expect("text")).collect()
}

/// Reads all pages, starting with this input. Returns the contents of each page in ascending order.
async fn pages(fixture: &Fixture, mut input: Value) -> Vec<Vec<String>> {
    input["SortOrder"] = "ASCENDING".into();
    let mut pages = Vec::new();
    // The limit ends the loop if the service never stops returning a next token.
    while pages.len() < 10 {
        let page = fixture.output("GetTranscript", input.clone()).await;
        pages.push(contents(&page).into_iter().map(str::to_owned).collect());
        match page.get("NextToken") {
            Some(token) => input["NextToken"] = token.clone(),
            None => break,
        }
    }
    pages
}

async fn an_empty_transcript_is_an_empty_list(fixture: Fixture) {
    let output = fixture.output("GetTranscript", json!({})).await;
    let expected = json!({ "InitialContactId": fixture.chat.contact_id(), "Transcript": [] });
    assert_eq!(output, expected);
}

async fn pages_are_read_backward(fixture: Fixture) {
    send_numbers(&fixture, 5).await;
    let expected = [vec!["3", "4"], vec!["1", "2"], vec!["0"]];
    assert_eq!(pages(&fixture, json!({ "MaxResults": 2 })).await, expected);
    let backward = json!({ "MaxResults": 2, "ScanDirection": "BACKWARD" });
    assert_eq!(pages(&fixture, backward).await, expected);
}

async fn pages_are_read_forward_from_a_start_position(fixture: Fixture) {
    let ids = send_numbers(&fixture, 5).await;
    let first = json!({ "MostRecent": 100 });
    let forward = json!({ "MaxResults": 2, "ScanDirection": "FORWARD", "StartPosition": first });
    assert_eq!(pages(&fixture, forward).await, [vec!["0", "1"], vec!["2", "3"], vec!["4"]]);
    let start = json!({ "MaxResults": 2, "StartPosition": { "Id": ids[1] } });
    assert_eq!(pages(&fixture, start).await, [vec!["1", "2"], vec!["3", "4"]]);
}

async fn the_sort_order_is_applied(fixture: Fixture) {
    send_numbers(&fixture, 3).await;
    for (input, expected) in [
        (json!({}), ["2", "1", "0"]),
        (json!({ "SortOrder": "DESCENDING" }), ["2", "1", "0"]),
        (json!({ "SortOrder": "ASCENDING" }), ["0", "1", "2"]),
    ] {
        assert_eq!(contents(&fixture.output("GetTranscript", input).await), expected);
    }
}

async fn all_kinds_of_start_position_are_applied(fixture: Fixture) {
    let ids = send_numbers(&fixture, 3).await;
    let time = fixture.chat.transcript()[0].absolute_time.clone().expect("a time");
    for (start, direction, expected) in [
        (json!({ "Id": ids[1] }), "BACKWARD", &["0", "1"][..]),
        (json!({ "Id": ids[1] }), "FORWARD", &["1", "2"]),
        (json!({ "AbsoluteTime": time.as_str() }), "FORWARD", &["0", "1", "2"]),
        (json!({ "MostRecent": 2 }), "FORWARD", &["1", "2"]),
    ] {
        let contact_id = fixture.chat.contact_id();
        let input = json!({
            "ContactId": contact_id,
            "StartPosition": start,
            "ScanDirection": direction,
            "SortOrder": "ASCENDING",
        });
        assert_eq!(contents(&fixture.output("GetTranscript", input).await), expected, "{start}");
    }
}

async fn an_attachment_is_a_transcript_item(fixture: Fixture) {
    let id = super::attachments::attach(&fixture).await;
    let output = fixture.output("GetTranscript", json!({})).await;
    let attachment = json!({
        "AttachmentId": id,
        "AttachmentName": "notes é.txt",
        "ContentType": "text/plain",
        "Status": "APPROVED",
    });
    assert_eq!(output["Transcript"][0]["Attachments"], json!([attachment]));
}
