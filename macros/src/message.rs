//! Every sentence that a user can read: what is wrong, and on a line of its own, what to write instead.

use std::fmt;

use connect_participant_model::{
    BearerToken, ContentError, ContentType, LabelError, LengthError, Location, Member, OPERATIONS,
    Operation, RECEIVE_ONLY_CONTENT_TYPES, Range, Shape, operation_for_content_type,
};
use proc_macro2::Ident;
use quote::ToTokens;
use syn::Path;

use crate::nearest::{nearest, nearest_content_type};

// The attribute.

pub(crate) fn not_an_argument(operation: Option<&Operation>) -> String {
    let Some(Operation { name, members, .. }) = operation else {
        return "expected an operation or `member = value`\n\
                help: `#[participant_operation(SendEvent, content_type = \"…\")]`"
            .to_owned();
    };
    let is_bindable = |member: &&Member| !matches!(member.shape, Shape::Token(..));
    let member = members.iter().find(is_bindable).or(members.first());
    let member = member.map(Member::snake_name).unwrap_or_default();
    format!(
        "expected `member = value`\nhelp: `#[participant_operation({name}, {member} = …)]`, or the like"
    )
}

pub(crate) fn no_comma() -> String {
    "arguments are separated by commas\nhelp: put a `,` before this".to_owned()
}

pub(crate) fn no_expression(key: &str, error: &syn::Error) -> String {
    format!(
        "this is not an expression: {error}\nhelp: `{key} = …`, where `…` is a literal or an expression"
    )
}

pub(crate) fn key_without_equals(key: &str) -> String {
    format!("a member is bound with `=`\nhelp: `{key} = …`")
}

pub(crate) fn key_without_value(key: &str) -> String {
    let parameter = parameter_name(key);
    format!(
        "`{key}` has no value\nhelp: `{key} = …`, or leave it out and take a parameter `{parameter}`"
    )
}

pub(crate) fn operation_in_quotes(name: &str) -> String {
    format!("an operation is named without quotes\nhelp: `{name}`")
}

pub(crate) fn operation_with_key(name: &str) -> String {
    format!("the operation has no key\nhelp: `{name}`")
}

pub(crate) fn operation_not_first(name: &str) -> String {
    format!(
        "the operation stands before everything else\nhelp: `#[participant_operation({name}, …)]`"
    )
}

pub(crate) fn second_operation(name: &str) -> String {
    format!(
        "a method calls one operation, and `{name}` is a second one\nhelp: write another method for `{name}`"
    )
}

pub(crate) fn members_in_parentheses(operation: &str) -> String {
    format!("members stand beside the operation\nhelp: `#[participant_operation({operation}, …)]`")
}

pub(crate) fn relative_crate_path(path: &Path) -> String {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let is_module = |name: &&String| *name == "super" || *name == "self";
    let beyond: Vec<_> = names.iter().filter(|name| !is_module(name)).map(String::as_str).collect();
    let help = match (names.first().filter(is_module), beyond.join("::")) {
        (_, path) if path.is_empty() => "`crate = ::connect_participant`".to_owned(),
        (Some(_), path) => format!("`crate = crate::…::{path}`"),
        (None, path) => format!("`crate = ::{path}`, or `crate = crate::{path}`"),
    };
    format!("the path of the runtime crate is relative\nhelp: {help}")
}

pub(crate) fn no_crate_path() -> String {
    "the runtime crate is named by its path\nhelp: `crate = ::connect_participant`".to_owned()
}

// The operation.

pub(crate) fn no_operation(method: &str) -> String {
    let name = operation_like(method);
    format!("the attribute names no operation\nhelp: `#[participant_operation({name}, …)]`")
}

pub(crate) fn not_named_after_an_operation(method: &str) -> String {
    let name = operation_like(method);
    format!(
        "`{method}` is not the name of an operation, and the attribute names none\n\
         help: `#[participant_operation({name})]`"
    )
}

/// The operation that a method is nearly named after, or else one that shows how they are named.
fn operation_like(method: &str) -> &'static str {
    let names: Vec<_> = OPERATIONS.iter().map(Operation::method_name).collect();
    let meant = nearest(method, names.iter().map(String::as_str));
    let meant = OPERATIONS.iter().find(|operation| Some(&*operation.method_name()) == meant);
    meant.map_or("SendEvent", |operation| operation.name)
}

pub(crate) fn unknown_operation(name: &str, meant: Option<&Operation>) -> String {
    let help = match meant {
        Some(meant) => format!("did you mean `{}`?", meant.name),
        None => format!("one of {}", list(OPERATIONS.iter().map(|row| row.name))),
    };
    format!("the service has no operation `{name}`\nhelp: {help}")
}

// Members.

/// What a name that is no member is most likely meant to be.
pub(crate) enum Meant {
    /// A member that is nearly called so.
    Member(String),
    /// A part of this member, which is a structure of this type.
    Part(String, &'static str),
    /// A member of these operations.
    Elsewhere(Vec<&'static str>),
    Nothing,
}

pub(crate) fn unknown_member(operation: &Operation, name: &str, meant: &Meant) -> String {
    let problem = match meant {
        Meant::Part(member, _) => format!("`{name}` is a part of `{member}`, and no member"),
        Meant::Elsewhere(others) => {
            format!("`{name}` is a member of {}, not of `{}`", and(others), operation.name)
        }
        Meant::Member(_) | Meant::Nothing => {
            format!("`{}` has no member `{name}`", operation.name)
        }
    };
    format!("{problem}\nhelp: {}", meant_member(operation, name, meant, str::to_owned))
}

pub(crate) fn unused_parameter(operation: &Operation, name: &str, meant: &Meant) -> String {
    let problem = match meant {
        Meant::Part(member, _) => format!("which is a part of `{member}`"),
        Meant::Elsewhere(others) => {
            format!("which is a member of {}, not of `{}`", and(others), operation.name)
        }
        Meant::Member(_) | Meant::Nothing => {
            format!("and `{}` has no member of that name", operation.name)
        }
    };
    let help = meant_member(operation, name, meant, parameter_name);
    format!("nothing uses the parameter `{name}`, {problem}\nhelp: {help}")
}

fn meant_member(
    operation: &Operation,
    name: &str,
    meant: &Meant,
    written: fn(&str) -> String,
) -> String {
    match meant {
        Meant::Member(meant) => format!("did you mean `{}`?", written(meant)),
        Meant::Part(member, ty) => format!("`{member} = {ty}::new().{name}(…)`"),
        Meant::Elsewhere(_) | Meant::Nothing => {
            let members = and(operation.members.iter().map(Member::snake_name));
            format!("`{}` has the members {members}", operation.name)
        }
    }
}

/// A parameter that is like a member in all but its name.
pub(crate) fn unnamed_member(operation: &Operation, name: &str, member: &Member) -> String {
    let (operation, key) = (operation.name, member.snake_name());
    let problem = if member.required || member.location == Location::Receipt {
        format!("`{operation}` has no member `{name}`, and needs `{key}`")
    } else {
        format!("nothing uses the parameter `{name}`, which has the type of `{key}`")
    };
    let parameter = parameter_name(&key);
    format!("{problem}\nhelp: name it `{parameter}`, or put `#[member({key})]` before it")
}

/// `name` is a token's, but `token` is the one that belongs there.
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
    format!("`{}` is authorised by a `{ty}`, not by a `{name}`\nhelp: {help}", operation.name)
}

pub(crate) fn bound_twice(name: &str) -> String {
    format!("`{name}` is bound already\nhelp: keep one of the two")
}

pub(crate) fn bound_to_none(member: &Member) -> String {
    let name = member.snake_name();
    let help = if member.required {
        format!("a parameter `{}` instead", parameter(member))
    } else {
        format!("leave `{name}` out")
    };
    format!("`None` gives `{name}` no value\nhelp: {help}")
}

pub(crate) fn missing_member(operation: &Operation, member: &Member) -> String {
    let name = member.snake_name();
    let parameter = parameter(member);
    let help = match member.shape {
        Shape::ContentType { values, .. } => {
            let value = values.first().map_or("…", |content_type| content_type.value);
            format!("`{name} = \"{value}\"` in the attribute, or a parameter `{parameter}`")
        }
        _ => format!("a parameter `{parameter}`, or `{name} = …` in the attribute"),
    };
    format!("`{}` needs `{name}`\nhelp: {help}", operation.name)
}

/// A parameter that takes a member: `content: &str`.
fn parameter(member: &Member) -> String {
    format!("{}: {}", parameter_name(&member.snake_name()), parameter_type(&member.shape))
}

/// A member's name as a parameter has it, also where it is a keyword: `r#type`.
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

/// What a literal is: a member, or an item of one that is a list.
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

    /// What binds the member to this value.
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
        "a secret does not belong in source code\nhelp: take it as a parameter `{name}: &{}`",
        token.type_name()
    )
}

pub(crate) fn constant_idempotency_token(name: &str) -> String {
    format!(
        "with a constant `{name}` the service takes every call after the first for a repetition of it\n\
         help: leave `{name}` out, and each call gets a new one; or take a parameter `{name}: &str`"
    )
}

pub(crate) fn literal_suffix(suffix: &str) -> String {
    format!("a string has no suffix `{suffix}`\nhelp: remove `{suffix}`")
}

pub(crate) fn literal_length(of: Subject<'_>, error: &LengthError) -> String {
    format!("{of} {error}\nhelp: give it {}", error.allowed)
}

pub(crate) fn empty_text(name: &str) -> String {
    format!("`{name}` is empty\nhelp: take it as a parameter `{name}: &str`")
}

pub(crate) fn leaves_the_method(name: &str, exit: &str) -> String {
    let parameter = parameter_name(name);
    format!(
        "`{exit}` would leave the method, which makes its request before there is a future\n\
         help: take `{parameter}` as a parameter"
    )
}

pub(crate) fn not_a_string(of: Subject<'_>) -> String {
    format!("{of} is a string\nhelp: {}", of.binding("\"…\""))
}

pub(crate) fn literal_label(name: &str, error: LabelError) -> String {
    format!("`{name}` {error}\nhelp: take it as a parameter `{name}: &str`")
}

pub(crate) fn not_an_integer(of: Subject<'_>, range: Range) -> String {
    format!("{of} is an integer\nhelp: {}, where `…` is {range}", of.binding("…"))
}

pub(crate) fn integer_suffix(of: Subject<'_>, ty: &str, suffix: &str) -> String {
    format!("{of} has the type `{ty}`, not `{suffix}`\nhelp: remove `{suffix}`")
}

/// `problem` completes a sentence.
pub(crate) fn out_of_range(of: Subject<'_>, problem: &str, allowed: &dyn fmt::Display) -> String {
    format!("{of} {problem}\nhelp: give it {allowed}")
}

pub(crate) fn not_a_boolean(of: Subject<'_>) -> String {
    format!("{of} is a boolean\nhelp: {} or {}", of.binding("true"), of.binding("false"))
}

pub(crate) fn not_one_of(of: Subject<'_>, values: &[&str]) -> String {
    format!("{of} is a string\nhelp: one of {}", texts(values))
}

pub(crate) fn unknown_value(name: &str, found: &str, values: &[&str]) -> String {
    let help = match nearest(found, values.iter().copied()) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("one of {}", texts(values)),
    };
    format!("`{name}` has no value `{found}`\nhelp: {help}")
}

pub(crate) fn not_a_list(name: &str, item: &Shape) -> String {
    let item = match item {
        Shape::Enum { values, .. } => values.first().copied().unwrap_or("…"),
        _ => "…",
    };
    format!("`{name}` is a list\nhelp: `{name} = [\"{item}\"]`")
}

pub(crate) fn not_a_structure(of: Subject<'_>, ty: &str) -> String {
    let (value, name) = (of.binding(&format!("{ty}::new()…")), of.name);
    format!("{of} is a `{ty}`\nhelp: {value}, or a parameter `{name}: {ty}`")
}

// Content types.

pub(crate) fn content_type_is_no_plain_string(values: &[ContentType]) -> String {
    format!("a content type is a plain string\nhelp: one of {}", content_types(values))
}

pub(crate) fn unknown_content_type(
    operation: &Operation,
    found: &str,
    values: &[ContentType],
) -> String {
    let operation = operation.name;
    if RECEIVE_ONLY_CONTENT_TYPES.contains(&found) {
        return format!(
            "`{found}` is received only: the service itself sends it\nhelp: `{operation}` sends {}",
            content_types(values)
        );
    }
    if let Some(Operation { name: other, .. }) = operation_for_content_type(found) {
        return format!(
            "`{found}` is what `{other}` sends, not `{operation}`\n\
             help: `#[participant_operation({other}, …)]`"
        );
    }
    let help = match nearest_content_type(found, values) {
        Some(meant) => format!("did you mean \"{}\"?", meant.value),
        None => format!("one of {}", content_types(values)),
    };
    format!("`{operation}` has no content type `{found}`\nhelp: {help}")
}

// Content.

/// `member` is the one that breaks the rule.
pub(crate) fn content(content_type: &ContentType, member: &Member, error: ContentError) -> String {
    let (value, name) = (content_type.value, member.snake_name());
    match error {
        ContentError::UnexpectedContent | ContentError::UnexpectedMessageId => {
            format!("`{value}` has no `{name}`\nhelp: remove `{name}`")
        }
        ContentError::ContentAndMessageId => format!(
            "`{value}` has the id of its message in `message_id` or in `content`, not in both\n\
             help: remove `{name}`"
        ),
        ContentError::MissingMessageId => receipt_without_id(content_type),
        ContentError::EmptyMessageId => empty_text(&name),
        ContentError::Receipt(error) => format!(
            "the content of a receipt names a message, and this {error}\n\
             help: a parameter `message_id: &str` instead"
        ),
    }
}

pub(crate) fn receipt_without_id(content_type: &ContentType) -> String {
    format!(
        "`{}` needs the id of a message\nhelp: a parameter `message_id: &str`",
        content_type.value
    )
}

// The method.

pub(crate) fn not_a_method(what: &str) -> String {
    let help = match what {
        "trait" => "put it on the methods inside of the trait",
        _ => "put it on a method of a trait",
    };
    format!(
        "`#[participant_operation]` is for a method of a trait, and this is a `{what}`\nhelp: {help}"
    )
}

pub(crate) fn has_a_body(name: &Ident) -> String {
    format!(
        "`#[participant_operation]` writes the body of `{name}`, which has one already\n\
         help: in a trait, end the declaration with `;`; anywhere else, remove the attribute"
    )
}

pub(crate) fn repeated_attribute() -> String {
    "a method calls one operation\nhelp: remove this attribute, or write another method for it"
        .to_owned()
}

pub(crate) fn qualifier(name: &Ident, qualifier: impl ToTokens, why: &str) -> String {
    // As it is written: tokens are printed with a space between them.
    let qualifier = qualifier
        .into_token_stream()
        .to_string()
        .replace(" (", "(")
        .replace("( ", "(")
        .replace(" )", ")");
    format!("`{name}` {why}\nhelp: remove `{qualifier}`")
}

pub(crate) fn no_receiver(name: &Ident) -> String {
    format!(
        "`{name}` has no `self` to get a client from\nhelp: `&self` before the other parameters"
    )
}

pub(crate) fn wrong_receiver(name: &Ident) -> String {
    format!("`{name}` needs no more than a shared reference\nhelp: `&self`")
}

pub(crate) fn returns_nothing(name: &Ident, operation: Option<&Operation>) -> String {
    format!(
        "`{name}` returns nothing, and so cannot tell whether the call succeeded\nhelp: return {}",
        results(operation)
    )
}

pub(crate) fn hidden_output(name: &Ident, operation: Option<&Operation>) -> String {
    format!("`{name}` hides its result\nhelp: {}", results(operation))
}

/// What a method of the operation may return.
fn results(operation: Option<&Operation>) -> String {
    let output = operation.map(|operation| format!("`Result<{}Output>` or ", operation.name));
    format!("{}`Result<()>`", output.unwrap_or_default())
}

pub(crate) fn not_async(name: &Ident) -> String {
    format!(
        "`{name}` is not an `async fn`, and spells out no future\n\
         help: `async fn {name}`, or return `impl Future<Output = …>` or `Pin<Box<dyn Future<Output = …> + Send + '_>>`"
    )
}

pub(crate) fn not_a_future(name: &Ident, operation: Option<&Operation>) -> String {
    let output = operation.map_or_else(|| "()".to_owned(), |row| format!("{}Output", row.name));
    format!(
        "`{name}` does not return a future with an output\nhelp: `impl Future<Output = Result<{output}>>`"
    )
}

pub(crate) fn boxed_without_send(name: &Ident) -> String {
    format!(
        "the future of `{name}` cannot be sent to another thread\n\
         help: `Pin<Box<dyn Future<Output = …> + Send + '_>>`; under `#[async_trait]`, remove `?Send`"
    )
}

// Parameters.

pub(crate) fn nameless_parameter() -> String {
    "a parameter is a plain name\nhelp: `name: Type`".to_owned()
}

pub(crate) fn mutable_parameter(name: &Ident) -> String {
    format!("a parameter is a plain name, and `{name}` is `mut`\nhelp: remove `mut`")
}

pub(crate) fn conditional_parameter() -> String {
    "a parameter cannot be conditional\nhelp: put the `#[cfg]` on the method".to_owned()
}

pub(crate) fn malformed_member_attribute() -> String {
    "expected the name of a member\nhelp: `#[member(connection_token)]`".to_owned()
}

pub(crate) fn repeated_member_attribute() -> String {
    "a parameter is one member\nhelp: keep one `#[member(…)]`".to_owned()
}

/// For a method in a syntax that rustc knows and syn does not.
pub(crate) fn unreadable() -> &'static str {
    "`#[participant_operation]` cannot read this method"
}

/// For a state that no input leads to.
pub(crate) fn bug(method: &Ident) -> syn::Error {
    let message = "the macro found no mistake and wrote no code: this is a bug of `connect-participant`\n\
                   help: please report this method to its developers";
    syn::Error::new(method.span(), message)
}

/// `"a", "b" or "c"`, to be pasted.
fn content_types(values: &[ContentType]) -> String {
    alternatives(values.iter().map(|content_type| format!("\"{}\"", content_type.value)))
}

/// `"a", "b" or "c"`, to be pasted.
fn texts(values: &[&str]) -> String {
    alternatives(values.iter().map(|value| format!("\"{value}\"")))
}

/// `` `a`, `b` or `c` ``
fn list(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    alternatives(names.into_iter().map(|name| format!("`{}`", name.as_ref())))
}

/// `` `a`, `b` and `c` ``
fn and(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    joined("and", names.into_iter().map(|name| format!("`{}`", name.as_ref())))
}

fn alternatives(all: impl Iterator<Item = String>) -> String {
    joined("or", all)
}

fn joined(word: &str, all: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = all.collect();
    match all.pop() {
        Some(last) if all.is_empty() => last,
        Some(last) => format!("{} {word} {last}", all.join(", ")),
        None => String::new(),
    }
}
