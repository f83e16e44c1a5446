//! Compares the outputs, which have no rows, with the service model: all JSON that the service
//! model allows survives a round trip.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use connect_participant::{
    ArtifactStatus, CancelParticipantAuthenticationOutput, ChatItemType,
    CompleteAttachmentUploadOutput, CreateParticipantConnectionOutput, DescribeViewOutput,
    DisconnectParticipantOutput, GetAttachmentOutput, GetAuthenticationUrlOutput,
    GetTranscriptOutput, MeetingFeatureStatus, MessageProcessingStatus, ParticipantRole,
    ResourceType, SendEventOutput, SendMessageOutput, StartAttachmentUploadOutput,
};
use fastrand::Rng;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::service_model::{ServiceModel, Shape};

/// Deserialises JSON as an output, and serialises it again.
type RoundTrip = fn(&Value) -> Result<Value, String>;

fn round_trip<T: Serialize + DeserializeOwned + std::fmt::Debug>(
    json: &Value,
) -> Result<Value, String> {
    let output: T = serde_json::from_value(json.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(output).map_err(|error| error.to_string())
}

/// The type of each operation's output.
const OUTPUTS: [(&str, RoundTrip); 11] = [
    ("CancelParticipantAuthentication", round_trip::<CancelParticipantAuthenticationOutput>),
    ("CompleteAttachmentUpload", round_trip::<CompleteAttachmentUploadOutput>),
    ("CreateParticipantConnection", round_trip::<CreateParticipantConnectionOutput>),
    ("DescribeView", round_trip::<DescribeViewOutput>),
    ("DisconnectParticipant", round_trip::<DisconnectParticipantOutput>),
    ("GetAttachment", round_trip::<GetAttachmentOutput>),
    ("GetAuthenticationUrl", round_trip::<GetAuthenticationUrlOutput>),
    ("GetTranscript", round_trip::<GetTranscriptOutput>),
    ("SendEvent", round_trip::<SendEventOutput>),
    ("SendMessage", round_trip::<SendMessageOutput>),
    ("StartAttachmentUpload", round_trip::<StartAttachmentUploadOutput>),
];

/// Generates values of the shapes in the service model.
struct Maker<'a> {
    service: &'a ServiceModel,
    rng: Rng,
    /// `true` if every member is present.
    is_full: bool,
}

impl Maker<'_> {
    fn make(&mut self, shape_name: &str) -> Value {
        let shape = self.service.shape(shape_name);
        match shape.kind.as_str() {
            "structure" => self.structure(shape),
            "list" => {
                let item = &shape.member.as_ref().unwrap().shape;
                (0..self.length(shape)).map(|_| self.make(item)).collect()
            }
            "map" => {
                let (key, value) = (shape.key.as_ref().unwrap(), shape.value.as_ref().unwrap());
                let entries = (0..self.length(shape)).map(|_| {
                    let key = self.make(&key.shape).as_str().unwrap().to_owned();
                    (key, self.make(&value.shape))
                });
                Value::Object(entries.collect())
            }
            "string" if !shape.values.is_empty() => {
                // One value in eight is unknown, as a future one would be.
                let is_known = self.is_full || self.rng.u8(..8) > 0;
                json!(if is_known { self.rng.choice(&shape.values).unwrap() } else { "TOMORROW" })
            }
            // The token goes into a header.
            "string" if shape_name == "ParticipantToken" => {
                json!(
                    (0..self.rng.usize(1..40)).map(|_| self.rng.alphanumeric()).collect::<String>()
                )
            }
            "string" => {
                json!((0..self.rng.usize(1..20)).map(|_| self.rng.char(..)).collect::<String>())
            }
            "integer" => json!(self.rng.i32(..)),
            "long" => json!(self.rng.i64(..)),
            other => panic!("no value of {shape_name}, a {other}, is known"),
        }
    }

    fn length(&mut self, shape: &Shape) -> usize {
        let least = shape.min.map_or(0, |min| min as usize);
        if self.is_full { least.max(1) } else { self.rng.usize(least..least + 4) }
    }

    fn structure(&mut self, shape: &Shape) -> Value {
        let mut made = Map::new();
        for (name, member) in &shape.members.0 {
            if self.is_full || shape.required.contains(name) || self.rng.bool() {
                made.insert(name.clone(), self.make(&member.shape));
            }
        }
        Value::Object(made)
    }
}

fn output(service: &ServiceModel, operation: &str, seed: u64, is_full: bool) -> Value {
    let shape = service.operations[operation].output.shape.as_str();
    Maker { service, rng: Rng::with_seed(seed), is_full }.make(shape)
}

#[test]
fn every_operation_has_an_output() {
    let service = ServiceModel::read();
    let theirs: BTreeSet<_> = service.operations.keys().map(String::as_str).collect();
    let ours: BTreeSet<_> = OUTPUTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, theirs);
}

/// A member that is missing in a type would be lost.
#[test]
fn every_member_of_every_output_survives_a_round_trip() {
    let service = ServiceModel::read();
    for (name, round_trip) in OUTPUTS {
        let json = output(&service, name, 0, true);
        assert_eq!(round_trip(&json), Ok(json), "{name}");
    }
}

/// A member may be absent or `null`. Unknown members are ignored.
#[test]
fn absent_null_and_unknown_members_are_accepted() {
    let service = ServiceModel::read();
    for (name, round_trip) in OUTPUTS {
        let shape = service.shape(&service.operations[name].output.shape);
        // A required member has a default.
        let mut least = Map::new();
        for (member, its) in &shape.members.0 {
            if shape.required.contains(member) {
                assert_eq!(service.shape(&its.shape).kind, "long", "{name}.{member}");
                least.insert(member.clone(), json!(0));
            }
        }
        assert_eq!(round_trip(&json!({})), Ok(Value::Object(least.clone())), "{name}");
        let mut more = Map::new();
        for (member, _) in &shape.members.0 {
            more.insert(member.clone(), Value::Null);
        }
        more.insert("Tomorrow".to_owned(), json!({ "a": [1] }));
        assert_eq!(round_trip(&Value::Object(more)), Ok(Value::Object(least)), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_outputs_survive_a_round_trip(seed: u64) {
        let service = ServiceModel::read();
        for (name, round_trip) in OUTPUTS {
            let json = output(&service, name, seed, false);
            prop_assert_eq!(round_trip(&json), Ok(json), "{}", name);
        }
    }
}

/// Checks that an enum knows every value of a shape in the service model, and keeps unknown values.
fn assert_knows<T: From<&'static str> + PartialEq>(
    shape: &str,
    to_str: fn(&T) -> &str,
    is_unknown: fn(&T) -> bool,
) {
    let service = ServiceModel::read();
    let values = &service.shape(shape).values;
    assert!(!values.is_empty(), "{shape} is not an enum");
    for value in values {
        let value: &'static str = value.clone().leak();
        let known = T::from(value);
        assert!(!is_unknown(&known), "{shape} has no {value}");
        assert_eq!(to_str(&known), value);
    }
    for value in ["TOMORROW", "", "message"] {
        let unknown = T::from(value);
        assert!(is_unknown(&unknown), "{shape} has {value}");
        assert_eq!(to_str(&unknown), value);
    }
}

#[test]
fn enums_of_outputs_know_all_values_and_keep_unknown_ones() {
    assert_knows("ArtifactStatus", ArtifactStatus::as_str, |value| {
        matches!(value, ArtifactStatus::Unknown(_))
    });
    assert_knows("ChatItemType", ChatItemType::as_str, |value| {
        matches!(value, ChatItemType::Unknown(_))
    });
    assert_knows("MeetingFeatureStatus", MeetingFeatureStatus::as_str, |value| {
        matches!(value, MeetingFeatureStatus::Unknown(_))
    });
    assert_knows("MessageProcessingStatus", MessageProcessingStatus::as_str, |value| {
        matches!(value, MessageProcessingStatus::Unknown(_))
    });
    assert_knows("ParticipantRole", ParticipantRole::as_str, |value| {
        matches!(value, ParticipantRole::Unknown(_))
    });
    assert_knows("ResourceType", ResourceType::as_str, |value| {
        matches!(value, ResourceType::Unknown(_))
    });
}

/// `Debug` redacts what the service model marks as sensitive, tokens, and pre-signed URLs.
#[test]
fn secrets_are_redacted_from_debug() {
    const SECRET: [&str; 12] = [
        "ParticipantToken",
        "JoinToken",
        "NextToken",
        "PreSignedConnectionUrl",
        "PreSignedAttachmentUrl",
        "MetadataUrl",
        "AuthenticationUrl",
        "ViewAction",
        "ViewInputSchema",
        "ViewName",
        "ViewTemplate",
        "ViewActions",
    ];
    let service = ServiceModel::read();
    let sensitive = service.shapes.iter().filter(|(_, shape)| shape.sensitive);
    for (name, _) in sensitive {
        assert!(SECRET.contains(&name.as_str()), "{name} is sensitive");
    }
    let printed = printed_with_names_for_values(&service);
    for name in SECRET {
        assert!(!printed.contains(&format!("<{name}>")), "{name} is in {printed}");
    }
    // The words of participants are shown as a size.
    for name in ["ChatContent", "DisplayName", "AttachmentName"] {
        assert!(!printed.contains(&format!("<{name}>")), "{name} is in {printed}");
    }
    // Other values are printed.
    for name in ["<ChatItemId>", "<ISO8601Datetime>", "<ARN>", "<AttendeeId>"] {
        assert!(printed.contains(name), "{name} is not in {printed}");
    }
}

/// Returns the `Debug` text of every output, in which each string is the name of its shape.
fn printed_with_names_for_values(service: &ServiceModel) -> String {
    fn named(service: &ServiceModel, name: &str) -> Value {
        let shape = service.shape(name);
        match shape.kind.as_str() {
            "structure" => Value::Object(
                shape
                    .members
                    .0
                    .iter()
                    .map(|(key, member)| (key.clone(), named(service, &member.shape)))
                    .collect(),
            ),
            "list" => json!([named(service, &shape.member.as_ref().unwrap().shape)]),
            "string" => json!(format!("<{name}>")),
            "map" => json!({}),
            _ => json!(1),
        }
    }
    fn printed<T: DeserializeOwned + std::fmt::Debug>(json: Value) -> String {
        format!("{:?}", serde_json::from_value::<T>(json).unwrap())
    }
    let of = |operation: &str| named(service, &service.operations[operation].output.shape);
    [
        printed::<CreateParticipantConnectionOutput>(of("CreateParticipantConnection")),
        printed::<DescribeViewOutput>(of("DescribeView")),
        printed::<GetAttachmentOutput>(of("GetAttachment")),
        printed::<GetAuthenticationUrlOutput>(of("GetAuthenticationUrl")),
        printed::<GetTranscriptOutput>(of("GetTranscript")),
        printed::<SendEventOutput>(of("SendEvent")),
        printed::<SendMessageOutput>(of("SendMessage")),
        printed::<StartAttachmentUploadOutput>(of("StartAttachmentUpload")),
    ]
    .concat()
}

/// A fake makes an output in one expression, so each member needs a setter.
#[test]
fn every_member_of_an_output_has_a_setter() {
    let mut members = 0;
    for source in sources("../runtime/src/operation".as_ref()) {
        let mut structure = "";
        for line in source.lines() {
            if let Some(rest) = line.strip_prefix("pub struct ") {
                structure = rest.split([' ', '(']).next().unwrap_or_default();
            }
            let Some((name, _)) =
                line.strip_prefix("    pub ").and_then(|line| line.split_once(": "))
            else {
                continue;
            };
            if name.contains(' ') {
                continue;
            }
            members += 1;
            let head = format!("impl {structure} {{\n");
            let setter = format!("pub fn with_{}(", name.trim_start_matches("r#"));
            let blocks = source.split(&head).skip(1);
            let mut blocks = blocks.map(|rest| rest.split("\n}\n").next().unwrap_or_default());
            assert!(blocks.any(|block| block.contains(&setter)), "{structure} has no `{setter}`");
        }
    }
    assert!(members >= 60, "found only {members} members");
}

/// Reads the files in a folder and in its folders.
fn sources(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        if path.is_dir() { sources(&path) } else { vec![std::fs::read_to_string(path).unwrap()] }
    };
    entries.flat_map(read).collect()
}
