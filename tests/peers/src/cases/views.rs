//! Views.

use serde_json::json;

use crate::fixture::Fixture;

cases! { a_view_is_described }

async fn a_view_is_described(fixture: Fixture) {
    let view = json!({
        "Id": "view",
        "Arn": "arn:aws:connect:eu-central-1:111122223333:instance/i/view/view",
        "Name": "Form",
        "Version": 3,
        "Content": { "InputSchema": "{}", "Template": "{\"é\":\"\\\"\"}", "Actions": ["Submit", "Cancel"] },
    });
    let token = fixture.chat.add_view(serde_json::from_value(view.clone()).expect("a view"));
    let output = fixture.output("DescribeView", json!({ "ViewToken": token })).await;
    assert_eq!(output, json!({ "View": view }));
}
