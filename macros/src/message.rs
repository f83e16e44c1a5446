//! The text of every error: a line with the problem, and a `help:` line with the fix.

use std::fmt;

use connect_participant_model::receipt::ReceiptError;
use connect_participant_model::{
    BearerToken, ContentType, ForwardWithoutStart, LabelError, LengthError, Location, Member,
    OPERATIONS, Operation, Range, ReceivedContentType, Shape, operation_for_content_type,
    received_content_type,
};
use proc_macro2::Ident;
use quote::ToTokens;
use syn::Path;

use crate::suggest::{Suggestion, nearest, nearest_content_type};

// The attribute.

pub(crate) fn not_an_argument(operation: Option<&Operation>) -> String {
    let Some(Operation { name, members, .. }) = operation else {
        return "expected an operation or `member = value`\n\
                help: write `#[participant_operation(SendEvent, content_type = \"…\")]`"
            .to_owned();
    };
    let is_bindable = |member: &&Member| !matches!(member.shape, Shape::Token(..));
    let member = members.iter().find(is_bindable).or(members.first());
    let member = member.map(Member::snake_name).unwrap_or_default();
    format!(
        "expected `member = value`\nhelp: write `#[participant_operation({name}, {member} = …)]`"
    )
}

pub(crate) fn no_comma() -> String {
    "expected `,` between arguments\nhelp: insert `,` before this".to_owned()
}

pub(crate) fn invalid_expression(key: &str, error: &syn::Error) -> String {
    format!(
        "invalid value for `{key}`: {error}\n\
         help: write `{key} = …`, where `…` is a literal or an expression"
    )
}

pub(crate) fn key_without_equals(key: &str) -> String {
    format!("expected `=` after `{key}`\nhelp: write `{key} = …`")
}

pub(crate) fn key_without_value(key: &str) -> String {
    let parameter = parameter_name(key);
    format!(
        "`{key}` has no value\n\
         help: write `{key} = …`, or remove it and take a parameter `{parameter}`"
    )
}

pub(crate) fn operation_in_quotes(name: &str) -> String {
    format!("the operation is a name, not a string literal\nhelp: write `{name}`")
}

pub(crate) fn operation_with_key(name: &str) -> String {
    format!("the operation takes no key\nhelp: write `{name}`")
}

pub(crate) fn operation_not_first(name: &str) -> String {
    format!(
        "the operation must be the first argument\n\
         help: write `#[participant_operation({name}, …)]`"
    )
}

pub(crate) fn second_operation(name: &str) -> String {
    format!(
        "a method calls one operation, but `{name}` is a second one\n\
         help: write another method for `{name}`"
    )
}

pub(crate) fn members_in_parentheses(operation: &str) -> String {
    format!(
        "expected `,` after `{operation}`, found parentheses\n\
         help: write `#[participant_operation({operation}, …)]`"
    )
}

pub(crate) fn relative_crate_path(path: &Path) -> String {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let is_module = |name: &&String| *name == "super" || *name == "self";
    let beyond: Vec<_> = names.iter().filter(|name| !is_module(name)).map(String::as_str).collect();
    let help = match (names.first().filter(is_module), beyond.join("::")) {
        (_, path) if path.is_empty() => "`crate = ::connect_participant`".to_owned(),
        (Some(_), path) => format!("`crate = crate::…::{path}`"),
        (None, path) => format!("`crate = ::{path}` or `crate = crate::{path}`"),
    };
    format!("the path of the runtime crate must be absolute\nhelp: write {help}")
}

pub(crate) fn no_crate_path() -> String {
    "expected the path of the runtime crate\nhelp: write `crate = ::connect_participant`".to_owned()
}

// The operation.

pub(crate) fn no_operation(method: &str) -> String {
    let name = operation_like(method);
    format!(
        "the attribute does not name an operation\nhelp: write `#[participant_operation({name}, …)]`"
    )
}

pub(crate) fn not_named_after_an_operation(method: &str) -> String {
    let name = operation_like(method);
    format!(
        "`{method}` is not the name of an operation, and the attribute does not name one\n\
         help: write `#[participant_operation({name})]`"
    )
}

/// Returns the operation whose method name is most similar, or else an example.
fn operation_like(method: &str) -> &'static str {
    let names: Vec<_> = OPERATIONS.iter().map(Operation::method_name).collect();
    let nearest = nearest(method, names.iter().map(String::as_str));
    let found = OPERATIONS.iter().find(|operation| Some(&*operation.method_name()) == nearest);
    found.map_or("SendEvent", |operation| operation.name)
}

pub(crate) fn unknown_operation(name: &str, similar: Option<&Operation>) -> String {
    let help = match similar {
        Some(similar) => format!("did you mean `{}`?", similar.name),
        None => format!("use one of {}", or(OPERATIONS.iter().map(|row| code(row.name)))),
    };
    format!("the service has no operation `{name}`\nhelp: {help}")
}

// Members.

pub(crate) fn unknown_member(operation: &Operation, name: &str, suggestion: &Suggestion) -> String {
    let problem = match suggestion {
        Suggestion::Nested(member, _) => format!(
            "`{name}` is a member of `{}`, not of `{}`",
            member.snake_name(),
            operation.name
        ),
        Suggestion::OtherOperations(others) => format!(
            "`{name}` is a member of {}, not of `{}`",
            and(others.iter().copied().map(code)),
            operation.name
        ),
        Suggestion::Similar(_) | Suggestion::None => {
            format!("`{}` has no member `{name}`", operation.name)
        }
    };
    format!("{problem}\nhelp: {}", suggested_member(operation, name, suggestion, str::to_owned))
}

pub(crate) fn unused_parameter(
    operation: &Operation,
    name: &str,
    suggestion: &Suggestion,
) -> String {
    let problem = match suggestion {
        Suggestion::Nested(member, _) => format!("it is a member of `{}`", member.snake_name()),
        Suggestion::OtherOperations(others) => format!(
            "it is a member of {}, not of `{}`",
            and(others.iter().copied().map(code)),
            operation.name
        ),
        Suggestion::Similar(_) | Suggestion::None => {
            format!("`{}` has no member of that name", operation.name)
        }
    };
    let help = suggested_member(operation, name, suggestion, parameter_name);
    format!("unused parameter `{name}`: {problem}\nhelp: {help}")
}

fn suggested_member(
    operation: &Operation,
    name: &str,
    suggestion: &Suggestion,
    spell: fn(&str) -> String,
) -> String {
    match suggestion {
        Suggestion::Similar(member) => format!("did you mean `{}`?", spell(&member.snake_name())),
        Suggestion::Nested(member, ty) => {
            format!("write `{} = {ty}::new().{name}(…)`", member.snake_name())
        }
        Suggestion::OtherOperations(_) | Suggestion::None => {
            let members = operation.members.iter().map(|member| code(&member.snake_name()));
            format!("`{}` has the members {}", operation.name, and(members))
        }
    }
}

/// A parameter that has the type of a member, but another name.
pub(crate) fn unnamed_member(operation: &Operation, name: &str, member: &Member) -> String {
    let (operation, key) = (operation.name, member.snake_name());
    let problem = if member.required || member.location == Location::Receipt {
        format!("`{operation}` has no member `{name}`, but requires `{key}`")
    } else {
        format!("unused parameter `{name}`: it has the type of the member `{key}`")
    };
    let parameter = parameter_name(&key);
    format!("{problem}\nhelp: name it `{parameter}`, or put `#[member({key})]` before it")
}

/// `name` belongs to the other kind of token.
pub(crate) fn other_token(operation: &Operation, name: &str, token: BearerToken) -> String {
    let ty = token.type_name();
    let help = match token {
        BearerToken::Connection => {
            "`connection_token: &ConnectionToken`, which `CreateParticipantConnection` returns"
        }
        BearerToken::Participant => {
            "`participant_token: &ParticipantToken`, which `StartChatContact` returns"
        }
    };
    format!(
        "`{}` is authorised by a `{ty}`, not by a `{name}`\nhelp: take a parameter {help}",
        operation.name
    )
}

pub(crate) fn duplicate(name: &str) -> String {
    format!("duplicate `{name}`\nhelp: keep one of the two")
}

pub(crate) fn bound_to_none(member: &Member) -> String {
    let name = member.snake_name();
    if member.required {
        let parameter = parameter(member);
        format!("`{name}` is required and cannot be `None`\nhelp: take a parameter `{parameter}`")
    } else {
        format!("`{name} = None` has no effect\nhelp: remove `{name}`")
    }
}

pub(crate) fn missing_member(operation: &Operation, member: &Member) -> String {
    let name = member.snake_name();
    let parameter = parameter(member);
    let help = match member.shape {
        Shape::ContentType { values, .. } => {
            let value = values.first().map_or("…", |content_type| content_type.value);
            format!(
                "write `{name} = \"{value}\"` in the attribute, or take a parameter `{parameter}`"
            )
        }
        _ => format!("take a parameter `{parameter}`, or write `{name} = …` in the attribute"),
    };
    format!("`{}` requires `{name}`\nhelp: {help}", operation.name)
}

/// Returns a parameter for a member: `content: &str`.
fn parameter(member: &Member) -> String {
    format!("{}: {}", parameter_name(&member.snake_name()), parameter_type(&member.shape))
}

/// Returns the name of a member as a parameter. A keyword is a raw identifier: `r#type`.
fn parameter_name(name: &str) -> String {
    let prefix = if syn::parse_str::<Ident>(name).is_ok() { "" } else { "r#" };
    format!("{prefix}{name}")
}

fn parameter_type(shape: &Shape) -> String {
    match shape {
        Shape::String(_) | Shape::Content(_) | Shape::MessageId => "&str".to_owned(),
        Shape::Token(token, _) => format!("&{}", token.type_name()),
        Shape::ContentType { type_name, .. }
        | Shape::Enum { type_name, .. }
        | Shape::Structure { type_name, .. } => (*type_name).to_owned(),
        Shape::Integer(_) => "i32".to_owned(),
        Shape::Long(_) => "i64".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::List { item, .. } => format!("&[{}]", parameter_type(item)),
    }
}

// Literals.

/// The subject of a sentence about a literal: a member, or an item of a list.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) name: &'a str,
    is_item: bool,
}

impl<'a> Subject<'a> {
    pub(crate) fn member(name: &'a str) -> Self {
        Self { name, is_item: false }
    }

    pub(crate) fn item(name: &'a str) -> Self {
        Self { name, is_item: true }
    }

    /// Returns an argument of the attribute with this value.
    fn binding(self, value: &str) -> String {
        let (open, close) = if self.is_item { ("[", "]") } else { ("", "") };
        format!("`{} = {open}{value}{close}`", self.name)
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = if self.is_item { "an item of " } else { "" };
        write!(f, "{of}`{}`", self.name)
    }
}

pub(crate) fn secret_literal(name: &str, token: BearerToken) -> String {
    format!(
        "a token is a secret and must not be in source code\n\
         help: take a parameter `{name}: &{}`",
        token.type_name()
    )
}

pub(crate) fn constant_idempotency_token(name: &str) -> String {
    format!(
        "a constant `{name}` cannot be an idempotency token: \
         the service would ignore every call after the first as a duplicate\n\
         help: remove `{name}`, and each call gets a new one; or take a parameter `{name}: &str`"
    )
}

pub(crate) fn literal_suffix(suffix: &str) -> String {
    format!("invalid suffix `{suffix}` on a string literal\nhelp: remove `{suffix}`")
}

pub(crate) fn literal_length(subject: Subject<'_>, error: &LengthError) -> String {
    format!("{subject} {error}\nhelp: use {}", error.allowed)
}

pub(crate) fn empty_text(name: &str) -> String {
    format!("`{name}` is empty\nhelp: take a parameter `{name}: &str`")
}

pub(crate) fn leaves_the_method(name: &str, exit: &str) -> String {
    let parameter = parameter_name(name);
    format!(
        "`{exit}` cannot be used here: \
         the request is built when the method is called, before its future is polled\n\
         help: take a parameter `{parameter}`"
    )
}

pub(crate) fn not_a_string(subject: Subject<'_>) -> String {
    format!("{subject} must be a string\nhelp: write {}", subject.binding("\"…\""))
}

pub(crate) fn literal_label(name: &str, error: LabelError) -> String {
    format!("`{name}` {error}\nhelp: take a parameter `{name}: &str`")
}

pub(crate) fn not_an_integer(subject: Subject<'_>, range: Range) -> String {
    let binding = subject.binding("…");
    format!("{subject} must be an integer\nhelp: write {binding}, where `…` is {range}")
}

pub(crate) fn integer_suffix(subject: Subject<'_>, ty: &str, suffix: &str) -> String {
    format!("{subject} has the type `{ty}`, not `{suffix}`\nhelp: remove `{suffix}`")
}

/// `problem` completes a sentence.
pub(crate) fn out_of_range(
    subject: Subject<'_>,
    problem: &str,
    allowed: &dyn fmt::Display,
) -> String {
    format!("{subject} {problem}\nhelp: use a value of {allowed}")
}

pub(crate) fn not_a_boolean(subject: Subject<'_>) -> String {
    let (yes, no) = (subject.binding("true"), subject.binding("false"));
    format!("{subject} must be a boolean\nhelp: write {yes} or {no}")
}

pub(crate) fn not_one_of(subject: Subject<'_>, values: &[&str]) -> String {
    format!("{subject} must be a string\nhelp: use one of {}", strings(values))
}

pub(crate) fn unknown_value(name: &str, found: &str, values: &[&str]) -> String {
    let help = match nearest(found, values.iter().copied()) {
        Some(nearest) => format!("did you mean \"{nearest}\"?"),
        None => format!("use one of {}", strings(values)),
    };
    format!("`{name}` has no value `{found}`\nhelp: {help}")
}

pub(crate) fn not_a_list(name: &str, item: &Shape) -> String {
    let item = match item {
        Shape::Enum { values, .. } => values.first().copied().unwrap_or("…"),
        _ => "…",
    };
    format!("`{name}` must be a list\nhelp: write `{name} = [\"{item}\"]`")
}

pub(crate) fn not_a_structure(subject: Subject<'_>, ty: &str) -> String {
    let (value, name) = (subject.binding(&format!("{ty}::new()…")), subject.name);
    format!("{subject} must be a `{ty}`\nhelp: write {value}, or take a parameter `{name}: {ty}`")
}

pub(crate) fn forward_without_start(member: &Member, error: ForwardWithoutStart) -> String {
    let name = member.snake_name();
    format!(
        "`{name}` {error}: without one, the pages start at the newest item\n\
         help: take a parameter `start_position: StartPosition`, or remove `{name}`"
    )
}

// Content types.

pub(crate) fn not_a_content_type(values: &[ContentType]) -> String {
    format!("a content type must be a string literal\nhelp: use one of {}", content_types(values))
}

pub(crate) fn unknown_content_type(
    operation: &Operation,
    found: &str,
    values: &[ContentType],
) -> String {
    let operation = operation.name;
    if received_content_type(found).is_some_and(ReceivedContentType::is_receive_only) {
        return format!(
            "`{found}` is receive-only: only the service sends it\n\
             help: `{operation}` can send {}",
            content_types(values)
        );
    }
    if let Some(Operation { name: other, .. }) = operation_for_content_type(found) {
        return format!(
            "`{found}` is a content type of `{other}`, not of `{operation}`\n\
             help: write `#[participant_operation({other}, …)]`"
        );
    }
    let help = match nearest_content_type(found, values) {
        Some(nearest) => format!("did you mean \"{}\"?", nearest.value),
        None => format!("use one of {}", content_types(values)),
    };
    format!("`{operation}` has no content type `{found}`\nhelp: {help}")
}

// Content.

pub(crate) fn unexpected_content(content_type: &ContentType, member: &Member) -> String {
    let name = member.snake_name();
    format!("`{}` takes no `{name}`\nhelp: remove `{name}`", content_type.value)
}

pub(crate) fn missing_message_id(content_type: &ContentType) -> String {
    format!(
        "`{}` requires a message id\nhelp: take a parameter `message_id: &str`",
        content_type.value
    )
}

pub(crate) fn content_and_message_id(content_type: &ContentType, later: &Member) -> String {
    format!(
        "`{}` takes `message_id` or `content`, not both\nhelp: remove `{}`",
        content_type.value,
        later.snake_name()
    )
}

pub(crate) fn receipt_content(error: ReceiptError) -> String {
    format!(
        "the content of a receipt must name a message, but it {error}\n\
         help: take a parameter `message_id: &str` instead"
    )
}

// The method.

pub(crate) fn not_a_method(found: &str) -> String {
    let help = match found {
        "trait" => "put the attribute on the methods inside the trait",
        _ => "put the attribute on a method of a trait or of a type",
    };
    format!("`#[participant_operation]` expects a method, found `{found}`\nhelp: {help}")
}

pub(crate) fn has_a_body(name: &Ident) -> String {
    format!(
        "`{name}` must not have a body, because `#[participant_operation]` generates it\n\
         help: end the declaration with `;`, or remove the attribute"
    )
}

/// For a method that mockall has generated.
pub(crate) fn automock() -> String {
    "`#[automock]` copies `#[participant_operation]` to places without a method\n\
     help: remove `#[automock]`, and write the mock with `mockall::mock!`"
        .to_owned()
}

pub(crate) fn duplicate_attribute() -> String {
    "duplicate `#[participant_operation]`: a method calls one operation\n\
     help: remove this attribute, or write another method for it"
        .to_owned()
}

pub(crate) fn qualifier(qualifier: impl ToTokens, problem: &str) -> String {
    // Tokens are printed with spaces between them: `pub (crate)`.
    let qualifier = qualifier
        .into_token_stream()
        .to_string()
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")");
    format!("{problem}\nhelp: remove `{qualifier}`")
}

pub(crate) fn no_receiver(name: &Ident) -> String {
    format!(
        "`{name}` must take `&self`, which provides the client\n\
         help: insert `&self` before the other parameters"
    )
}

pub(crate) fn wrong_receiver(name: &Ident) -> String {
    format!("`{name}` must take `&self`\nhelp: write `&self` instead of this")
}

pub(crate) fn returns_nothing(name: &Ident, operation: Option<&Operation>) -> String {
    format!(
        "`{name}` returns nothing, so the caller cannot see if the call failed\n\
         help: return {}",
        results(operation)
    )
}

pub(crate) fn hidden_output(name: &Ident, operation: Option<&Operation>) -> String {
    format!(
        "`{name}` must return a `Result`, not an `impl Trait`\nhelp: return {}",
        results(operation)
    )
}

/// Returns the usual results of a method for the operation.
fn results(operation: Option<&Operation>) -> String {
    let output = operation.map(|operation| format!("`Result<{}Output>` or ", operation.name));
    format!("{}`Result<()>`", output.unwrap_or_default())
}

pub(crate) fn not_async(name: &Ident) -> String {
    let blocking = if cfg!(feature = "blocking") {
        "a blocking method returns a `Result`"
    } else {
        "a blocking method requires the feature `blocking`"
    };
    format!(
        "`{name}` must be `async` or return a future\n\
         help: write `async fn {name}`, or return `impl Future<Output = …>` \
         or `Pin<Box<dyn Future<Output = …> + Send + '_>>`; {blocking}"
    )
}

pub(crate) fn not_a_future(name: &Ident, operation: Option<&Operation>) -> String {
    let output = operation.map_or_else(|| "()".to_owned(), |row| format!("{}Output", row.name));
    format!(
        "`{name}` must return a future with an output\n\
         help: return `impl Future<Output = Result<{output}>>`"
    )
}

pub(crate) fn boxed_without_send(name: &Ident) -> String {
    format!(
        "the future of `{name}` is not `Send`\n\
         help: return `Pin<Box<dyn Future<Output = …> + Send + '_>>`; \
         under `#[async_trait]`, remove `?Send`"
    )
}

// Parameters.

pub(crate) fn parameter_pattern() -> String {
    "a parameter must be a plain name, not a pattern\nhelp: write `name: Type`".to_owned()
}

pub(crate) fn mutable_parameter(name: &Ident) -> String {
    format!("the parameter `{name}` cannot be `mut`\nhelp: remove `mut`")
}

pub(crate) fn conditional_parameter() -> String {
    "a parameter cannot have a `#[cfg]`\nhelp: put the `#[cfg]` on the method".to_owned()
}

pub(crate) fn malformed_member_attribute() -> String {
    "expected the name of a member\nhelp: write `#[member(connection_token)]`".to_owned()
}

pub(crate) fn duplicate_member_attribute() -> String {
    "duplicate `#[member]`: a parameter is one member\nhelp: keep one of them".to_owned()
}

/// For a method in a syntax that rustc knows and syn does not.
pub(crate) fn unreadable() -> &'static str {
    "`#[participant_operation]` cannot parse this method"
}

/// For a state that no input leads to.
pub(crate) fn bug(method: &Ident) -> syn::Error {
    let message = "`#[participant_operation]` found no error and generated no code: \
                   this is a bug in `connect-participant`\n\
                   help: please report this method to its developers";
    syn::Error::new(method.span(), message)
}

/// Returns `"a", "b" or "c"`, without the content types that are deprecated.
fn content_types(values: &[ContentType]) -> String {
    let current = values.iter().filter(|content_type| content_type.replaced_by.is_none());
    or(current.map(|content_type| format!("\"{}\"", content_type.value)))
}

/// Returns `"a", "b" or "c"`.
fn strings(values: &[&str]) -> String {
    or(values.iter().map(|value| format!("\"{value}\"")))
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

fn or(all: impl Iterator<Item = String>) -> String {
    joined("or", all)
}

fn and(all: impl Iterator<Item = String>) -> String {
    joined("and", all)
}

fn joined(word: &str, all: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = all.collect();
    match all.pop() {
        Some(last) if all.is_empty() => last,
        Some(last) => format!("{} {word} {last}", all.join(", ")),
        None => String::new(),
    }
}
