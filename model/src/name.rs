//! Conversions of names to the case that Rust uses.

/// Converts a name of the service model to snake case.
///
/// ```
/// use connect_participant_model::snake_case;
///
/// assert_eq!(snake_case("SendEvent"), "send_event");
/// assert_eq!(snake_case("UrlExpiryInSeconds"), "url_expiry_in_seconds");
/// assert_eq!(snake_case("WebRTCConnection"), "web_rtc_connection");
/// ```
#[must_use]
pub fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    let mut characters = name.chars().peekable();
    let mut previous = None::<char>;
    while let Some(character) = characters.next() {
        // An upper-case letter begins a word if the letter before or the letter behind it is
        // lower-case.
        let begins_word = previous.is_some_and(|previous| !previous.is_uppercase())
            || previous.is_some() && characters.peek().is_some_and(|next| next.is_lowercase());
        if character.is_uppercase() && begins_word {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
        previous = Some(character);
    }
    snake
}

/// Converts an enum value of the service model to the name of its variant in Rust.
///
/// ```
/// use connect_participant_model::variant_name;
///
/// assert_eq!(variant_name("CONNECTION_CREDENTIALS"), "ConnectionCredentials");
/// ```
#[must_use]
pub fn variant_name(value: &str) -> String {
    value.split('_').flat_map(capitalised).collect()
}

fn capitalised(word: &str) -> impl Iterator<Item = char> {
    let mut characters = word.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters.flat_map(char::to_lowercase))
}
