//! Where a name in the attribute leads to in an editor: what stands at its place in the expansion.

use proc_macro2::{TokenStream, TokenTree};

use crate::check_and_expand;

const ATTRIBUTE: &str = r#"SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read",
    message_id = id, client_token = self.next(), connection_token = self.token()"#;
const METHOD: &str = "async fn read(&self, id: &str) -> Result<SendEventOutput>;";

#[test]
fn a_name_leads_to_the_runtimes_documented_items() {
    let args: TokenStream = ATTRIBUTE.parse().unwrap();
    let mut names = args.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    });
    let (expanded, error) = check_and_expand(args.clone(), METHOD.parse().unwrap());
    assert!(error.is_none());
    let mut leads_to = |name: &str| {
        let name = names.find(|found| found == name).unwrap();
        let mut found = Vec::new();
        idents_at(expanded.clone(), name.span().byte_range(), &mut found);
        found
    };
    assert_eq!(leads_to("SendEvent"), ["SendEventInput"]);
    assert_eq!(leads_to("content_type"), ["EventContentType"]);
    assert_eq!(leads_to("message_id"), ["message_id"]);
    assert_eq!(leads_to("client_token"), ["set_client_token"]);
    assert_eq!(leads_to("connection_token"), ["ConnectionToken"]);
}

fn idents_at(tokens: TokenStream, place: std::ops::Range<usize>, found: &mut Vec<String>) {
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
