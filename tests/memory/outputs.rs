//! The memory of outputs, whatever a response says: every member of every output of the service
//! model, with absurd counts, sizes, names and types.

use connect_participant::{
    Bytes, CancelParticipantAuthenticationInput, Client, CompleteAttachmentUploadInput,
    CreateParticipantConnectionInput, DescribeViewInput, DisconnectParticipantInput, Error,
    ErrorKind, EventContentType, GetAttachmentInput, GetAuthenticationUrlInput, GetTranscriptInput,
    MessageContentType, ParticipantToken, SendEventInput, SendMessageInput,
    StartAttachmentUploadInput,
};
use connect_participant_tests::{CONNECTION_TOKEN, Outcome, ScriptedTransport, connection_token};
use serde_json::Value;

use crate::{MEMORY, MIB};

/// The size of a value, in bytes. Without a limit for the items of a transcript, 64 KiB would take
/// 7 MiB. It is less than a client reads, because a thousand responses are parsed.
const SIZE: usize = 64 * 1024;

/// The maximum additional memory, in bytes.
const MOST: usize = 4 * MIB;

/// Calls operations, and checks the peak of the memory for each response.
pub(crate) async fn check() {
    let model = include_str!("../fixtures/service-model.json");
    let model: Value = serde_json::from_str(model).unwrap();
    let mut responses = 0;
    for (operation, row) in model["operations"].as_object().unwrap() {
        let output = row["output"]["shape"].as_str().unwrap();
        let mut paths = Vec::new();
        walk(&model, output, &Path::default(), &mut paths);
        for path in &paths {
            for value in absurd_values() {
                for body in path.bodies(&value) {
                    check_response(operation, path, body).await;
                    responses += 1;
                }
            }
        }
    }
    for (operation, item) in [("GetTranscript", "{}"), ("DescribeView", "\"\"")] {
        for path in [r#"{"Transcript":["#, r#"{"View":{"Content":{"Actions":["#] {
            let items = vec![item; (MIB - 1_000) / (item.len() + 1)].join(",");
            let end = if path.contains("View") { "]}}}" } else { "]}" };
            check_response(operation, &Path::default(), format!("{path}{items}{end}")).await;
            responses += 1;
        }
    }
    println!("{responses} responses");
    assert!(responses > 1_000, "{responses}");
}

/// The JSON around a member.
#[derive(Clone, Default)]
struct Path {
    name: String,
    before: String,
    after: String,
}

impl Path {
    fn inside(&self, name: &str, before: &str, after: &str) -> Self {
        Self {
            name: format!("{}.{name}", self.name),
            before: format!("{}{before}", self.before),
            after: format!("{after}{}", self.after),
        }
    }

    /// Returns a response with the value at this place, and one that repeats the member around it.
    fn bodies(&self, value: &str) -> Vec<String> {
        let Self { before, after, .. } = self;
        let mut bodies = vec![format!("{before}{value}{after}")];
        // The innermost list, as long as possible.
        if let (Some(start), Some(end)) = (before.rfind('['), after.find(']')) {
            let item = format!("{}{value}{},", &before[start + 1..], &after[..end]);
            if item.len() < 200 {
                let items = item.repeat(SIZE / item.len());
                let items = items.trim_end_matches(',');
                bodies.push(format!("{}{items}{}", &before[..=start], &after[end..]));
            }
        }
        // The outermost list, as long as possible.
        if let (Some(start), Some(end)) = (before.find('['), after.rfind(']')) {
            let item = format!("{}{value}{},", &before[start + 1..], &after[..end]);
            if item.len() < 2_000 {
                let items = item.repeat(SIZE / item.len());
                let items = items.trim_end_matches(',');
                bodies.push(format!("{}{items}{}", &before[..=start], &after[end..]));
            }
        }
        bodies
    }
}

/// Finds every member below a shape, those of list items included.
fn walk(model: &Value, shape: &str, path: &Path, paths: &mut Vec<Path>) {
    let shape = &model["shapes"][shape];
    paths.push(path.clone());
    match shape["type"].as_str().unwrap() {
        "structure" => {
            for (name, member) in shape["members"].as_object().unwrap() {
                let path = path.inside(name, &format!("{{\"{name}\":"), "}");
                walk(model, member["shape"].as_str().unwrap(), &path, paths);
            }
        }
        "list" => {
            let path = path.inside("[]", "[", "]");
            walk(model, shape["member"]["shape"].as_str().unwrap(), &path, paths);
        }
        "map" => {
            let path = path.inside("{}", "{\"a\":", "}");
            walk(model, shape["value"]["shape"].as_str().unwrap(), &path, paths);
        }
        _ => {}
    }
}

fn absurd_values() -> Vec<String> {
    let list = |item: &str| {
        let items = vec![item; SIZE / (item.len() + 1)].join(",");
        format!("[{items}]")
    };
    let names: Vec<_> = (0..SIZE / 12).map(|index| format!("\"{index:05}\":\"\"")).collect();
    let same_name = vec!["\"Id\":\"\""; SIZE / 8].join(",");
    vec![
        "null".to_owned(),
        "{}".to_owned(),
        "\"\"".to_owned(),
        "1e999".to_owned(),
        "-99999999999999999999".to_owned(),
        list("{}"),
        list("\"\""),
        list("0"),
        "[".repeat(SIZE),
        format!("{}0{}", "[".repeat(100), "]".repeat(100)),
        "{\"a\":".repeat(SIZE / 5),
        format!("\"{}\"", "a".repeat(SIZE)),
        format!("\"{}\"", "\\u0000".repeat(SIZE / 6)),
        format!("{{{}}}", names.join(",")),
        format!("{{{same_name}}}"),
        format!("{{\"{}\":0}}", "a".repeat(SIZE)),
    ]
}

async fn check_response(operation: &str, path: &Path, body: String) {
    let what = format!("{operation}{}: {}…", path.name, body.chars().take(60).collect::<String>());
    let body = Bytes::from(body);
    let transport = ScriptedTransport::new(move |_| Outcome::ok().body(body.clone()));
    let client = transport.builder().max_attempts(1).build().unwrap();
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let result = call(&client, operation).await;
    let peak = MEMORY.peak_usage().saturating_sub(before);
    assert!(peak < MOST, "{what}: {} KiB", peak / 1024);
    if let Err(error) = result {
        assert_eq!(error.kind(), ErrorKind::UnreadableResponse, "{what}: {error}");
    }
}

/// Calls an operation, and uses what its output says.
async fn call(client: &Client, operation: &str) -> Result<(), Error> {
    let token = connection_token();
    match operation {
        "CancelParticipantAuthentication" => {
            let session = "00000000-0000-4000-8000-000000000000";
            client.call(CancelParticipantAuthenticationInput::new(session, token)).await.map(drop)
        }
        "CompleteAttachmentUpload" => {
            client.call(CompleteAttachmentUploadInput::new(["a"], token)).await.map(drop)
        }
        "CreateParticipantConnection" => {
            let token = ParticipantToken::new(CONNECTION_TOKEN).unwrap();
            client.call(CreateParticipantConnectionInput::new(token)).await.map(drop)
        }
        "DescribeView" => client.call(DescribeViewInput::new("view", token)).await.map(drop),
        "DisconnectParticipant" => {
            client.call(DisconnectParticipantInput::new(token)).await.map(drop)
        }
        "GetAttachment" => client.call(GetAttachmentInput::new("a", token)).await.map(drop),
        "GetAuthenticationUrl" => {
            let session = "00000000-0000-4000-8000-000000000000";
            let input = GetAuthenticationUrlInput::new(session, "https://a.example", token);
            client.call(input).await.map(drop)
        }
        "GetTranscript" => client.call(GetTranscriptInput::new(token)).await.map(drop),
        "SendEvent" => {
            client.call(SendEventInput::new(EventContentType::Typing, token)).await.map(drop)
        }
        "SendMessage" => {
            let input = SendMessageInput::new(MessageContentType::TextPlain, "a", token);
            client.call(input).await.map(drop)
        }
        "StartAttachmentUpload" => {
            let input = StartAttachmentUploadInput::new("text/plain", 6, "a.txt", token);
            let output = client.call(input).await?;
            if let Some(metadata) = output.upload_metadata {
                // It fails without a URL, but must not panic.
                let metadata = metadata.with_url("https://a.example/a");
                let put = client.put_attachment(&metadata, "Hello!".into()).await;
                assert!(put.is_ok() || put.is_err_and(|e| e.kind() == ErrorKind::InvalidInput));
            }
            Ok(())
        }
        other => panic!("no input for {other}"),
    }
}
