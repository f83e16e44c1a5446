//! Reads the attribute: `(Operation, member = value, …, crate = ::path)`.

use connect_participant_model::{OPERATIONS, Operation, operation};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, LitStr, Path, Token, parenthesized, token};

use crate::errors::{Errors, Place};
use crate::message;
use crate::span::parse_all;
use crate::suggest::nearest;

/// The arguments of the attribute, as far as they can be read.
pub(crate) struct Args {
    /// `true` if there are no arguments, so that the method is named after its operation.
    pub(crate) is_empty: bool,
    /// `true` if an argument could not be read, so that any member may be bound.
    pub(crate) has_unreadable: bool,
    pub(crate) named: Option<OperationName>,
    pub(crate) bindings: Vec<Binding>,
    /// The path in `crate = …`.
    pub(crate) runtime: Option<Path>,
}

/// The operation in the attribute.
pub(crate) struct OperationName {
    pub(crate) place: Place,
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// `member = value`
pub(crate) struct Binding {
    pub(crate) place: Place,
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    Expression(Expr),
    /// Tokens that were reported.
    Unreadable(TokenStream),
}

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let args = Self {
            is_empty: tokens.is_empty(),
            has_unreadable: false,
            named: None,
            bindings: Vec::new(),
            runtime: None,
        };
        let mut reader = Reader { args, names_runtime: false, index: 0, errors };
        if let Err(error) = parse_all(tokens, |input| reader.read_all(input)) {
            reader.errors.push_error(Place::Argument(0), error);
        }
        reader.args
    }

    /// Returns the operation in the attribute, or else the one that the method is named after. A
    /// typo counts as the most similar name, so that the rest can be checked too.
    pub(crate) fn operation(&self, method: &Ident) -> Option<&'static Operation> {
        let Some(OperationName { name, .. }) = &self.named else {
            let method = method.unraw().to_string();
            let mut all = OPERATIONS.iter().filter(|_| self.is_empty);
            return all.find(|operation| operation.method_name() == method);
        };
        let names = OPERATIONS.iter().map(|operation| operation.name);
        operation(name).or_else(|| operation(nearest(name, names)?))
    }
}

struct Reader<'a> {
    args: Args,
    names_runtime: bool,
    /// The index of the current argument.
    index: usize,
    errors: &'a mut Errors,
}

impl Reader<'_> {
    /// Reads all arguments. Skips those that it cannot read, because syn reports tokens that are
    /// left.
    fn read_all(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        while !input.is_empty() {
            if let Err(error) = self.read_argument(input) {
                self.errors.push_error(self.place(), error);
                self.args.has_unreadable = true;
                skip_to_comma(input)?;
            }
            self.index += 1;
            if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
                self.errors.push(self.place(), input.span(), message::no_comma());
                input.parse::<Option<Token![;]>>()?;
            }
        }
        Ok(())
    }

    fn place(&self) -> Place {
        Place::Argument(self.index)
    }

    fn read_argument(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(Token![crate]) {
            self.read_runtime(input)
        } else if input.peek(syn::Ident::peek_any) && !input.peek2(Token![::]) {
            let name = Ident::parse_any(input)?;
            if input.peek(Token![=]) {
                self.read_value(name, input)
            } else if input.is_empty() || input.peek(Token![,]) {
                self.read_name(name);
                Ok(())
            } else if name.unraw().to_string().starts_with(char::is_uppercase) {
                self.read_operation_and_more(name, input)
            } else {
                let message = message::key_without_equals(&name.unraw().to_string());
                self.errors.push(self.place(), input.span(), message);
                self.bind(name, Value::Unreadable(skip_to_comma(input)?));
                Ok(())
            }
        } else if input.peek(LitStr) && self.index == 0 {
            let name: LitStr = input.parse()?;
            self.errors.push(
                self.place(),
                name.span(),
                message::operation_in_quotes(&name.value()),
            );
            self.name_operation(name.value(), name.span());
            Ok(())
        } else {
            let named = self.args.named.as_ref().and_then(|named| operation(&named.name));
            Err(input.error(message::not_an_argument(named)))
        }
    }

    /// Reads a name without a value: the operation, or a member whose value is missing.
    fn read_name(&mut self, name: Ident) {
        let text = name.unraw().to_string();
        if self.index > 0 && !text.starts_with(char::is_uppercase) {
            self.errors.push(self.place(), name.span(), message::key_without_value(&text));
            self.bind(name, Value::Unreadable(TokenStream::new()));
        } else if self.args.named.is_some() {
            self.errors.push(self.place(), name.span(), message::second_operation(&text));
        } else {
            if self.index > 0 {
                self.errors.push(self.place(), name.span(), message::operation_not_first(&text));
            }
            self.name_operation(text, name.span());
        }
    }

    /// Reads an operation that is followed by something other than a comma.
    fn read_operation_and_more(&mut self, name: Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let text = name.unraw().to_string();
        self.read_name(name);
        if input.peek(token::Paren) {
            self.errors.push(self.place(), input.span(), message::members_in_parentheses(&text));
            let members;
            parenthesized!(members in input);
            self.index += 1;
            self.read_all(&members)?;
        }
        Ok(())
    }

    fn name_operation(&mut self, name: String, span: Span) {
        self.args.named = Some(OperationName { place: self.place(), name, span });
    }

    fn read_value(&mut self, key: Ident, input: ParseStream<'_>) -> syn::Result<()> {
        input.parse::<Token![=]>()?;
        let start = input.fork();
        let value = if input.is_empty() || input.peek(Token![,]) {
            let message = message::key_without_value(&key.unraw().to_string());
            self.errors.push(self.place(), key.span(), message);
            Value::Unreadable(TokenStream::new())
        } else {
            match input.parse::<Expr>() {
                Ok(Expr::Path(path)) if key == "operation" && path.path.get_ident().is_some() => {
                    let name = path.path.get_ident().map(ToString::to_string).unwrap_or_default();
                    let message = message::operation_with_key(&name);
                    self.errors.push(self.place(), key.span(), message);
                    self.name_operation(name, key.span());
                    return Ok(());
                }
                Ok(expression) => Value::Expression(without_delimiters(expression)),
                Err(error) => {
                    skip_to_comma(input)?;
                    let tokens = skip_to_comma(&start)?;
                    let message = message::invalid_expression(&key.unraw().to_string(), &error);
                    self.errors.push_spanned(self.place(), &tokens, message);
                    Value::Unreadable(tokens)
                }
            }
        };
        self.bind(key, value);
        Ok(())
    }

    fn bind(&mut self, key: Ident, value: Value) {
        self.args.bindings.push(Binding { place: self.place(), key, value });
    }

    fn read_runtime(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let key: Token![crate] = input.parse()?;
        let tokens = skip_to_comma(input)?;
        if self.names_runtime {
            self.errors.push(self.place(), key.span, message::duplicate("crate"));
            return Ok(());
        }
        self.names_runtime = true;
        let path = parse_all(tokens.clone(), |value| {
            value.parse::<Token![=]>()?;
            value.call(Path::parse_mod_style)
        });
        match path {
            Ok(path) if is_absolute(&path) => self.args.runtime = Some(path),
            Ok(path) => {
                self.errors.push_spanned(self.place(), &path, message::relative_crate_path(&path));
            }
            Err(_) if tokens.is_empty() => {
                self.errors.push(self.place(), key.span, message::no_crate_path());
            }
            Err(_) => self.errors.push_spanned(self.place(), tokens, message::no_crate_path()),
        }
        Ok(())
    }
}

fn is_absolute(path: &Path) -> bool {
    let first = path.segments.first().map(|first| &first.ident);
    path.leading_colon.is_some() || first.is_some_and(|first| first == "crate" || first == "$crate")
}

/// Removes parentheses, and the invisible delimiters that `macro_rules!` puts around `$value:expr`.
fn without_delimiters(expression: Expr) -> Expr {
    match expression {
        Expr::Group(group) if group.attrs.is_empty() => without_delimiters(*group.expr),
        Expr::Paren(paren) if paren.attrs.is_empty() => without_delimiters(*paren.expr),
        other => other,
    }
}

/// Consumes all tokens up to the next comma.
fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut skipped = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        skipped.extend([input.parse::<TokenTree>()?]);
    }
    Ok(skipped)
}
