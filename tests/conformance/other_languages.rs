//! Checks the page for other languages. `tests/peers/run` runs the code that it shows.

const PAGE: &str = include_str!("../../local/docs/other_languages.md");

macro_rules! program {
    ($path:literal) => {
        include_str!(concat!("../peers/other_languages/", $path))
    };
}

/// No other code of the page is in Python, and only the settings of amazon-connect-chatjs are more
/// JavaScript.
#[test]
fn the_page_has_the_code_of_the_programs() {
    let python =
        [program!("python/bot.py"), program!("python/conftest.py"), program!("python/test_bot.py")];
    let javascript = [
        program!("javascript/bot.mjs"),
        program!("javascript/local_service.mjs"),
        program!("javascript/bot.test.mjs"),
    ];
    assert_eq!(blocks("python"), python);
    assert_eq!(blocks("js")[..javascript.len()], javascript);
    assert_eq!(blocks("js").len(), javascript.len() + 1);
}

/// Wider code is cut off where a page is rendered.
#[test]
fn code_in_the_page_is_at_most_90_columns_wide() {
    for code in PAGE.split("```").skip(1).step_by(2) {
        for line in code.lines() {
            assert!(line.chars().count() <= 90, "this line is too wide:\n{line}");
        }
    }
}

/// Returns the blocks of code in a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    let blocks = PAGE.split(&start).skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default()).collect()
}
