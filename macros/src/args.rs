//! The attribute: `(Operation, member = value, …, crate = ::path)`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Expr, ExprLit, Lit, LitStr, Path, Token, parse_quote};

use crate::errors::{Errors, Place, parse_all};
use crate::message;

/// The arguments of the attribute, as far as they can be understood.
pub(crate) struct Args {
    /// Whether there are none at all, and the method's name says everything.
    pub(crate) is_empty: bool,
    pub(crate) operation: Option<OperationName>,
    pub(crate) bindings: Vec<Binding>,
    /// The runtime crate.
    pub(crate) runtime: Path,
}

/// The operation, as the attribute names it.
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
    Literal(Lit),
    Expression(Expr),
    /// Something that was reported already.
    Unreadable,
}

impl Args {
    pub(crate) fn read(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self {
            is_empty: tokens.is_empty(),
            operation: None,
            bindings: Vec::new(),
            runtime: parse_quote!(::connect_participant),
        };
        // Whatever is there is read to its end, so nothing is left over that could be an error here.
        let arguments = |input: ParseStream<'_>| {
            let mut place = 0;
            while !input.is_empty() {
                if let Err(error) = args.read_argument(input, Place::Argument(place), errors) {
                    errors.push_error(Place::Argument(place), error);
                    skip_to_comma(input)?;
                }
                place += 1;
                if input.parse::<Option<Token![,]>>()?.is_none() && !input.is_empty() {
                    errors.push(Place::Argument(place), input.span(), message::no_comma());
                }
            }
            Ok(())
        };
        if let Err(error) = parse_all(tokens, arguments) {
            errors.push_error(Place::Argument(0), error);
        }
        args
    }

    fn read_argument(
        &mut self,
        input: ParseStream<'_>,
        place: Place,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            self.read_runtime(input, place, errors)?;
        } else if input.peek(syn::Ident::peek_any) && input.peek2(Token![=]) {
            let key = Ident::parse_any(input)?;
            input.parse::<Token![=]>()?;
            let value = read_value(input, &key, place, errors)?;
            self.bindings.push(Binding { place, key, value });
        } else if input.peek(syn::Ident::peek_any) && !input.peek2(Token![::]) {
            let name = Ident::parse_any(input)?;
            self.read_name(name, place, errors);
        } else if input.peek(LitStr) {
            let name: LitStr = input.parse()?;
            errors.push(place, name.span(), message::operation_in_quotes(&name.value()));
            self.operation = Some(OperationName { place, name: name.value(), span: name.span() });
        } else {
            return Err(input.error(message::not_an_argument()));
        }
        Ok(())
    }

    /// A name without a value: the operation, or a member whose value is missing.
    fn read_name(&mut self, name: Ident, place: Place, errors: &mut Errors) {
        let text = name.unraw().to_string();
        let is_first = place == Place::Argument(0);
        if !is_first && !text.starts_with(char::is_uppercase) {
            errors.push(place, name.span(), message::key_without_value(&text));
            self.bindings.push(Binding { place, key: name, value: Value::Unreadable });
        } else if self.operation.is_some() {
            errors.push(place, name.span(), message::second_operation(&text));
        } else {
            if !is_first {
                errors.push(place, name.span(), message::operation_not_first(&text));
            }
            self.operation = Some(OperationName { place, span: name.span(), name: text });
        }
    }

    fn read_runtime(
        &mut self,
        input: ParseStream<'_>,
        place: Place,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path = input.call(Path::parse_mod_style)?;
        let is_absolute = path.leading_colon.is_some()
            || path
                .segments
                .first()
                .is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
        if is_absolute {
            self.runtime = path;
        } else {
            let shown = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect::<Vec<_>>()
                .join("::");
            errors.push_spanned(place, &path, message::relative_crate_path(&shown));
        }
        Ok(())
    }
}

fn read_value(
    input: ParseStream<'_>,
    key: &Ident,
    place: Place,
    errors: &mut Errors,
) -> syn::Result<Value> {
    if input.is_empty() || input.peek(Token![,]) {
        errors.push(place, key.span(), message::key_without_value(&key.unraw().to_string()));
        return Ok(Value::Unreadable);
    }
    let start = input.fork();
    match input.parse::<Expr>().map(without_delimiters) {
        Ok(Expr::Lit(ExprLit { attrs, lit })) if attrs.is_empty() => Ok(Value::Literal(lit)),
        Ok(expression) => Ok(Value::Expression(expression)),
        Err(error) => {
            errors.push_spanned(place, skip_to_comma(&start)?, message::no_expression(&error));
            skip_to_comma(input)?;
            Ok(Value::Unreadable)
        }
    }
}

/// What is inside the parentheses, or inside the invisible ones that a `macro_rules!` puts around `$value:expr`.
fn without_delimiters(expression: Expr) -> Expr {
    match expression {
        Expr::Group(group) if group.attrs.is_empty() => without_delimiters(*group.expr),
        Expr::Paren(paren) if paren.attrs.is_empty() => without_delimiters(*paren.expr),
        other => other,
    }
}

/// Takes everything up to the next comma.
fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut skipped = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        skipped.extend([input.parse::<TokenTree>()?]);
    }
    Ok(skipped)
}
