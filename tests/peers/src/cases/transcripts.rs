//! Reading what was said.

use serde_json::{Value, json};

use crate::stage::Stage;

cases! {
    an_empty_transcript_is_a_list
    pages_go_backward
    pages_go_forward_from_a_start
    items_come_in_either_order
    a_page_starts_where_it_is_told_to
    an_attachment_is_an_item
}

/// Has the agent say the numbers from 0. Returns their ids.
async fn count(stage: &Stage, numbers: usize) -> Vec<Value> {
    let mut ids = Vec::new();
    for number in 0..numbers {
        let message = json!({ "ContentType": "text/plain", "Content": number.to_string() });
        let output = stage.output_of(stage.call_of(&stage.agent, "SendMessage", message)).await;
        ids.push(output["Id"].clone());
    }
    ids
}

/// What the items of a page say.
fn said(page: &Value) -> Vec<&str> {
    let items = page["Transcript"].as_array().expect("a list");
    items.iter().map(|item| item["Content"].as_str().expect("text")).collect()
}

/// What all pages say, each in the order of time, beginning with what this asks for.
async fn pages(stage: &Stage, mut input: Value) -> Vec<Vec<String>> {
    input["SortOrder"] = "ASCENDING".into();
    let mut pages = Vec::new();
    // The service's end of the pages is looked for, and is never far.
    while pages.len() < 10 {
        let page = stage.output("GetTranscript", input.clone()).await;
        pages.push(said(&page).into_iter().map(str::to_owned).collect());
        match page.get("NextToken") {
            Some(token) => input["NextToken"] = token.clone(),
            None => break,
        }
    }
    pages
}

async fn an_empty_transcript_is_a_list(stage: Stage) {
    let output = stage.output("GetTranscript", json!({})).await;
    let expected = json!({ "InitialContactId": stage.chat.contact_id(), "Transcript": [] });
    assert_eq!(output, expected);
}

async fn pages_go_backward(stage: Stage) {
    count(&stage, 5).await;
    let expected = [vec!["3", "4"], vec!["1", "2"], vec!["0"]];
    assert_eq!(pages(&stage, json!({ "MaxResults": 2 })).await, expected);
    let backward = json!({ "MaxResults": 2, "ScanDirection": "BACKWARD" });
    assert_eq!(pages(&stage, backward).await, expected);
}

async fn pages_go_forward_from_a_start(stage: Stage) {
    let ids = count(&stage, 5).await;
    let forward = json!({ "MaxResults": 2, "ScanDirection": "FORWARD" });
    assert_eq!(pages(&stage, forward).await, [vec!["0", "1"], vec!["2", "3"], vec!["4"]]);
    let start = json!({ "MaxResults": 2, "StartPosition": { "Id": ids[1] } });
    assert_eq!(pages(&stage, start).await, [vec!["1", "2"], vec!["3", "4"]]);
}

async fn items_come_in_either_order(stage: Stage) {
    count(&stage, 3).await;
    for (input, expected) in [
        (json!({}), ["2", "1", "0"]),
        (json!({ "SortOrder": "DESCENDING" }), ["2", "1", "0"]),
        (json!({ "SortOrder": "ASCENDING" }), ["0", "1", "2"]),
    ] {
        assert_eq!(said(&stage.output("GetTranscript", input).await), expected);
    }
}

async fn a_page_starts_where_it_is_told_to(stage: Stage) {
    let ids = count(&stage, 3).await;
    let time = stage.chat.transcript()[0].absolute_time.clone().expect("a time");
    for (start, direction, expected) in [
        (json!({ "Id": ids[1] }), "BACKWARD", &["0", "1"][..]),
        (json!({ "Id": ids[1] }), "FORWARD", &["1", "2"]),
        (json!({ "AbsoluteTime": time.as_str() }), "FORWARD", &["0", "1", "2"]),
        (json!({ "MostRecent": 2 }), "FORWARD", &["1", "2"]),
    ] {
        let contact_id = stage.chat.contact_id();
        let input = json!({
            "ContactId": contact_id,
            "StartPosition": start,
            "ScanDirection": direction,
            "SortOrder": "ASCENDING",
        });
        assert_eq!(said(&stage.output("GetTranscript", input).await), expected, "{start}");
    }
}

async fn an_attachment_is_an_item(stage: Stage) {
    let id = super::attachments::attach(&stage).await;
    let output = stage.output("GetTranscript", json!({})).await;
    let attachment = json!({
        "AttachmentId": id,
        "AttachmentName": "notes é.txt",
        "ContentType": "text/plain",
        "Status": "APPROVED",
    });
    assert_eq!(output["Transcript"][0]["Attachments"], json!([attachment]));
}
