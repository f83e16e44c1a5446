"""Checks what an editor shows for code that uses the attribute.

    checks.py CRATE LIBRARY LOG SECONDS COMMAND...

CRATE is a crate that depends on connect-participant, LIBRARY the source of the standard library,
LOG a file for the messages of rust-analyzer, and COMMAND starts it. Fails if a check of `EXPECTED`
fails.
"""

import sys
import time
from pathlib import Path

from analyzer import Analyzer, Failure

# Each check is in one of these lists. A check of the second one is made too, and reported.
#
# In a string literal, rust-analyzer completes ABIs, format strings and names of environment
# variables only. It does not look at what a macro makes of the literal.
EXPECTED = [
    "diagnostics: correct code has none",
    "diagnostics: a typo in a literal is underlined",
    "hover: the attribute",
    "hover: an operation",
    "hover: a key",
    "hover: a parameter",
    "hover: the output of a call",
    "definition: an operation",
    "definition: a key",
    "definition: the member of a parameter",
    "completion: a field of the output",
    "hover: a literal",
    "definition: a literal",
    "completion: an operation",
    "completion: a key",
    "completion: a key after a key",
    "completion: a key before `=`",
    "completion: a variant",
]
NOT_SUPPORTED = [
    "completion: a content type",
]

# In the code of a check, `$0` is the cursor.
CODE = """
use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

pub trait ChatEvents: Participant {
    #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.message.read")]
    async fn read(&self, message_id: &str, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

impl ChatEvents for Client {}

pub async fn call(client: &Client, token: &ConnectionToken) -> Result<Option<String>> {
    let output = client.read("6bd8e4a7", token).await?;
    Ok(output.id)
}
"""
LITERAL = '"application/vnd.amazonaws.connect.event.message.read"'
ARGS = f"SendEvent, content_type = {LITERAL}"
METHOD = next(line.strip() for line in CODE.splitlines() if "async fn read" in line)
TYPO = LITERAL.replace("read", "raed")


def has_diagnostics(code, *expected):
    def check(analyzer):
        analyzer.replace(code)
        equal(analyzer.diagnostics(), list(expected))

    return check


def hovers(before, *expected):
    def check(analyzer):
        text = analyzer.hover(cursor(analyzer, at(before)))
        for part in expected:
            if part not in text:
                raise Failure(f"`{part}` is not in the text: {text!r}")
        if "__private" in text:
            raise Failure(f"the text names a private module: {text!r}")

    return check


def leads_to(before, *expected):
    def check(analyzer):
        equal(analyzer.definitions(cursor(analyzer, at(before))), list(expected))

    return check


def completes(before, after, *expected):
    """Checks what is offered at the cursor in `after`, which replaces `before` in the code."""

    def check(analyzer):
        equal(CODE.count(before), 1)
        offered = analyzer.completions(cursor(analyzer, CODE.replace(before, after)))
        missing = [name for name in expected if name not in offered]
        if missing:
            raise Failure(f"{missing} not in {offered[:20]}")

    return check


CHECKS = {
    "diagnostics: correct code has none": has_diagnostics(CODE),
    "diagnostics: a typo in a literal is underlined": has_diagnostics(
        CODE.replace(LITERAL, TYPO),
        (
            f"`SendEvent` has no content type `{TYPO[1:-1]}`\nhelp: did you mean {LITERAL}?",
            TYPO,
        ),
    ),
    "hover: the attribute": hovers("#[participant_op", "Implements a method"),
    "hover: an operation": hovers("(Send", "SendEvent", "event"),
    "hover: a key": hovers(", content_", "content type"),
    "hover: a parameter": hovers("self, message_", "message_id: &str", "the message of a receipt"),
    "hover: the output of a call": hovers("let out", "SendEventOutput"),
    "hover: a literal": hovers('"application/vnd.amazonaws', "MessageRead"),
    "definition: an operation": leads_to("(Send", "pub struct SendEventInput {"),
    "definition: a key": leads_to(", content_", "pub enum EventContentType {"),
    "definition: a literal": leads_to('"application/vnd.amazonaws', "MessageRead,"),
    # The first target of the name of a parameter is the parameter. Without the second one, a hover
    # would not show the docs of the member.
    "definition: the member of a parameter": leads_to(
        "self, message_", METHOD, "pub fn message_id(self, message_id: impl Into<String>) -> Self {"
    ),
    "completion: a field of the output": completes("output.id", "output.$0", "absolute_time", "id"),
    "completion: an operation": completes(ARGS, "Send$0", "SendEvent", "SendMessage"),
    "completion: a key": completes(
        ARGS, "SendEvent, con$0", "connection_token", "content", "content_type"
    ),
    "completion: a key after a key": completes(
        ARGS, f"SendEvent, content_type = {LITERAL}, mess$0", "message_id"
    ),
    "completion: a key before `=`": completes(
        ARGS, f"SendEvent, con$0 = {LITERAL}", "content_type"
    ),
    "completion: a variant": completes(
        ARGS, "SendEvent, content_type = connect_participant::EventContentType::Mes$0", "MessageRead"
    ),
    "completion: a content type": completes(
        ARGS, 'SendEvent, content_type = "appl$0"', LITERAL.strip('"')
    ),
}


def at(before):
    """Returns the code with the cursor after some text, which occurs once."""
    equal(CODE.count(before), 1)
    return CODE.replace(before, f"{before}$0")


def cursor(analyzer, code):
    """Replaces the text of the file. Returns the offset of the cursor."""
    analyzer.replace(code.replace("$0", ""))
    return code.index("$0")


def equal(found, expected):
    if found != expected:
        raise Failure(f"expected {expected!r}, found {found!r}")


def main(crate, library, log, seconds, *command):
    """Makes all checks. Returns the number of checks that failed."""
    equal(sorted(EXPECTED + NOT_SUPPORTED), sorted(CHECKS))
    deadline = time.monotonic() + float(seconds)
    failed = 0
    with open(log, "wb") as log, Analyzer(command, Path(crate), library, log, deadline) as analyzer:
        analyzer.open()
        for name, check in CHECKS.items():
            is_expected = name in EXPECTED
            try:
                check(analyzer)
                print("ok" if is_expected else "ok, move it to EXPECTED", name, sep=": ")
            except Failure as failure:
                failed += is_expected
                reason = f": {failure}" if is_expected else ""
                print("FAILED" if is_expected else "not supported", f"{name}{reason}", sep=": ")
    return failed


if __name__ == "__main__":
    try:
        sys.exit(1 if main(*sys.argv[1:]) else 0)
    except Failure as failure:
        sys.exit(f"error: {failure}")
