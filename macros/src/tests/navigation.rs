//! "Go to definition" on a name in the attribute. An editor follows the tokens of the expansion
//! that have the same span.

use std::ops::Range;

use proc_macro2::{Ident, TokenStream, TokenTree};

use crate::check_and_expand;

#[test]
fn names_lead_to_documented_items() {
    let args = r#"SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read",
        message_id = id, client_token = self.next(), connection_token = self.token()"#;
    let names = Names::of(args, "async fn read(&self, id: &str) -> Result<SendEventOutput>;");
    assert_eq!(names.lead_to("SendEvent"), ["SendEventInput"]);
    assert_eq!(names.lead_to("content_type"), ["EventContentType"]);
    assert_eq!(names.lead_to("message_id"), ["message_id"]);
    assert_eq!(names.lead_to("client_token"), ["set_client_token"]);
    assert_eq!(names.lead_to("connection_token"), ["__ConnectionToken"]);
}

#[test]
fn a_key_leads_to_a_setter_or_else_to_a_type() {
    let args = r#"GetTranscript, max_results = 10, next_token = self.next(), scan_direction = "FORWARD",
        sort_order = order, start_position = self.start(), connection_token = self.token()"#;
    let method =
        "async fn transcript(&self, order: Option<SortKey>) -> Result<GetTranscriptOutput>;";
    let names = Names::of(args, method);
    assert_eq!(names.lead_to("GetTranscript"), ["GetTranscriptInput"]);
    assert_eq!(names.lead_to("max_results"), ["max_results"]);
    assert_eq!(names.lead_to("next_token"), ["set_next_token"]);
    assert_eq!(names.lead_to("scan_direction"), ["scan_direction"]);
    assert_eq!(names.lead_to("sort_order"), ["set_sort_order"]);
    assert_eq!(names.lead_to("start_position"), ["set_start_position"]);
}

#[test]
fn the_key_of_a_list_leads_to_one_place() {
    let args = r#"CreateParticipantConnection, type = ["WEBSOCKET", self.other()], connect_participant = true,
        participant_token = self.token()"#;
    let method = "async fn connect(&self) -> Result<CreateParticipantConnectionOutput>;";
    let names = Names::of(args, method);
    assert_eq!(names.lead_to("type"), ["r#type"]);
    assert_eq!(names.lead_to("connect_participant"), ["connect_participant"]);
    assert_eq!(names.lead_to("participant_token"), ["__ParticipantToken"]);
}

/// The names in an attribute, and its expansion.
struct Names {
    names: Vec<Ident>,
    expanded: TokenStream,
}

impl Names {
    fn of(args: &str, method: &str) -> Self {
        let args: TokenStream = args.parse().unwrap();
        let names = args.clone().into_iter().filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name),
            _ => None,
        });
        let names = names.collect();
        let (expanded, error) = check_and_expand(args, method.parse().unwrap());
        assert!(error.is_none());
        Self { names, expanded }
    }

    fn lead_to(&self, name: &str) -> Vec<String> {
        let name = self.names.iter().find(|found| *found == name).unwrap();
        let mut found = Vec::new();
        idents_at(self.expanded.clone(), name.span().byte_range(), &mut found);
        found
    }
}

fn idents_at(tokens: TokenStream, place: Range<usize>, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => idents_at(group.stream(), place.clone(), found),
            TokenTree::Ident(ident) if ident.span().byte_range() == place => {
                found.push(ident.to_string());
            }
            _ => {}
        }
    }
}
