//! For any input, the macro returns a valid item or errors with spans in the input. It never
//! panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr as _;

use fastrand::Rng;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::{ItemTrait, TraitItem, TraitItemFn};

use crate::check_and_expand;

/// The number of inputs in each test.
const ROUNDS: usize = 50_000;

/// The seed is fixed, so that every run has the same inputs.
const SEED: u64 = 0x5EED;

/// Attributes to mutate, valid and invalid. Together with [`METHODS`], they have every part of the
/// grammar.
const ATTRIBUTES: [&str; 10] = [
    "",
    r#"SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing""#,
    r#"SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read", client_token = self.token(a, b)?"#,
    r##"SendEvent, content = r#"{"messageId":"1"}"#, connection_token = { let a = b; a }, crate = ::a::b"##,
    r#"SendEvent, content_type = if urgent { A::B } else { c }, content = format!("{message_id}"), r#message_id = 'c'"#,
    r#""SendEvent", content_typ = b"x", content_type = c"y", participant_token = 1.5f32, crate = relative"#,
    "content_type, SendEvent, GetTranscript, connection_token = <A as B>::c::<D, 3>(|x, y| x..=y), = 1",
    "send_event content_type",
    r#"GetTranscript, max_results = -1i64, scan_direction = Some("FORWARD"), sort_order = "ascending", start_position = StartPosition::new()"#,
    r#"CreateParticipantConnection, type = ["WEBSOCKET", &kind, vec![1]], connect_participant = "true", participant_token = a"#,
];

/// Methods to mutate.
const METHODS: [&str; 10] = [
    "async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;",
    "/// Docs.\n#[must_use] async fn read(&self, connection_token: &ConnectionToken, message_id: &str) -> Result<()>;",
    "fn read<'a, T: AsRef<str>>(&'a self, #[member(connection_token)] token: T, message_id: impl A + 'a) -> Pin<Box<dyn Future<Output = Result<(), E>> + Send + 'a>> where T: 'a;",
    "fn send_event(self: &Self, content_type: EventContentType, content: Option<&str>) -> impl Future<Output = Result<A, B>> + Send + use<'_, Self>;",
    "pub async unsafe extern \"C\" fn typing(self: Arc<Self>, mut connection_token: (A, B), _: u8, #[cfg(a)] [x, ..]: [u8; 3]);",
    "#[participant_operation(SendEvent)] const fn typing(&mut self, #[member] #[member(a, b)] a: A) -> Result<SendEventOutput> { loop {} }",
    "async fn complete_attachment_upload(&self, attachment_ids: &[&str], r#type: Vec<ConnectionType>, participant_token: &ParticipantToken) -> Result<()>;",
    "struct Typing { content_type: &'static str }",
    "trait ChatEvents: Participant { async fn typing(&self); }",
    "impl<T> A for B<T> { type C = D; const E: F = 1; fn g() {} }",
];

/// Tokens for inputs without any structure.
const VOCABULARY: [&str; 60] = [
    "SendEvent",
    "content_type",
    "content",
    "message_id",
    "client_token",
    "connection_token",
    "participant_token",
    "member",
    "crate",
    "self",
    "Self",
    "async",
    "fn",
    "pub",
    "const",
    "unsafe",
    "extern",
    "mut",
    "ref",
    "dyn",
    "impl",
    "where",
    "struct",
    "trait",
    "type",
    "use",
    "for",
    "if",
    "r#fn",
    "_",
    "Future",
    "Output",
    "Pin",
    "Box",
    "Result",
    "=",
    ",",
    ":",
    "::",
    ";",
    "&",
    "->",
    "=>",
    "<",
    ">",
    "+",
    "?",
    "#",
    "!",
    "..",
    "'a",
    "'_",
    "1",
    "1u8",
    "1.5",
    "\"application/vnd.amazonaws.connect.event.typing\"",
    "\"\"suffix",
    "b\"x\"",
    "'c'",
    "r\"x\"",
];

#[test]
fn arbitrary_tokens_are_handled() {
    rounds(|rng| (arbitrary(rng, 0), arbitrary(rng, 0)));
}

#[test]
fn mutated_attributes_and_methods_are_handled() {
    let valid = rounds(|rng| {
        let mut pick = |sources: &[&str]| {
            let source = TokenStream::from_str(rng.choice(sources).unwrap()).unwrap();
            mutated(source, rng).to_string()
        };
        (pick(&ATTRIBUTES), pick(&METHODS))
    });
    assert!(valid > 0, "all inputs were invalid");
}

/// Tests generated inputs. Returns how many of them were valid.
fn rounds(generate: impl Fn(&mut Rng) -> (String, String)) -> usize {
    let mut rng = Rng::with_seed(SEED);
    let mut valid = 0;
    for _ in 0..ROUNDS {
        let (args, item) = generate(&mut rng);
        let outcome = catch_unwind(AssertUnwindSafe(|| check(&args, &item)))
            .unwrap_or_else(|_| Err("a panic".to_owned()));
        match outcome {
            Ok(is_valid) => valid += usize::from(is_valid),
            Err(problem) => panic!("{problem}:\n#[participant_operation({args})]\n{item}"),
        }
        // Without this, the source map would grow with every input.
        proc_macro2::extra::invalidate_current_thread_spans();
    }
    valid
}

/// Returns `true` if the input is valid, or an error if the output is wrong.
fn check(args: &str, item: &str) -> Result<bool, String> {
    // A mutation may not be valid tokens, such as a lifetime without a name. rustc does not call
    // the macro for it.
    let (Ok(args), Ok(tokens)) = (args.parse(), item.parse::<TokenStream>()) else {
        return Ok(false);
    };
    let (emitted, error) = check_and_expand(args, tokens.clone());
    if let Some(error) = error {
        let without_span = error.into_iter().find(|error| error.span().byte_range().is_empty());
        return without_span
            .map_or(Ok(false), |error| Err(format!("no span in the input: {error}")));
    }
    if syn::parse2::<TraitItemFn>(tokens).is_err() {
        // rustc has reported the syntax error.
        return Ok(false);
    }
    let in_a_trait = syn::parse2::<ItemTrait>(quote!(trait T { #emitted }));
    let items = in_a_trait.map_err(|error| format!("{error} in {emitted}"))?.items;
    match &*items {
        [TraitItem::Fn(method)] if method.default.is_some() => Ok(true),
        _ => Err(format!("expected a method with a body: {emitted}")),
    }
}

/// Returns up to eleven words, some of them in brackets.
fn arbitrary(rng: &mut Rng, depth: usize) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(..12) {
        if depth < 3 && rng.u8(..6) == 0 {
            let (open, close) = *rng.choice(&[('(', ')'), ('[', ']'), ('{', '}')]).unwrap();
            text.extend([String::from(open), arbitrary(rng, depth + 1), String::from(close)]);
        } else {
            text.push_str(rng.choice(&VOCABULARY).unwrap());
        }
        text.push(' ');
    }
    text
}

/// Removes, doubles or swaps some of the tokens.
fn mutated(tokens: TokenStream, rng: &mut Rng) -> TokenStream {
    let mut mutated: Vec<TokenTree> = Vec::new();
    let mut waiting = None;
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                TokenTree::Group(Group::new(group.delimiter(), self::mutated(group.stream(), rng)))
            }
            token => token,
        };
        match rng.u8(..60) {
            0 => {}
            1 => mutated.extend([token.clone(), token]),
            2 => {
                mutated.extend(waiting.replace(token));
                continue;
            }
            _ => mutated.push(token),
        }
        mutated.extend(waiting.take());
    }
    mutated.into_iter().chain(waiting).collect()
}
