//! The memory and the processor time of a reader.

use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::program::{Chat, Program};
use crate::reader::Reader;

/// The number of participants who connect before the memory is measured, so that what a process has
/// once is not counted.
const FIRST: usize = 100;

/// The time between two heartbeats of a session.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The time of pushing, without and with measuring.
const WARM_UP: Duration = Duration::from_secs(1);
const PUSHING: Duration = Duration::from_secs(5);

/// The figures of a reader.
pub struct Figures {
    pub sessions: usize,
    /// The memory of an idle session, in bytes.
    pub memory: f64,
    /// The processor time of an idle session in a second, in microseconds.
    pub idle: f64,
    /// The number of messages.
    pub messages: usize,
    /// The processor time by message, in microseconds, with that of the heartbeats meanwhile.
    pub by_message: f64,
    /// The same, without the time that idle sessions need.
    pub by_message_alone: f64,
}

/// Measures a reader with this many sessions.
#[expect(clippy::cast_precision_loss, reason = "the numbers are small")]
pub fn measure(
    program: &str,
    command: impl Fn(&str) -> Command,
    sessions: usize,
) -> Result<Figures> {
    let program = Program::start(program, &[])?;
    let mut reader = Reader::start(command(program.url()))?;
    reader.connect(&program.open_chats(FIRST)?)?;
    let before = reader.resident_bytes()?;

    let chats = program.open_chats(sessions)?;
    reader.connect(&chats)?;
    // What follows the connection is over after a moment.
    sleep(Duration::from_secs(1));
    reader.tidy()?;
    let start = reader.processor_time()?;
    sleep(HEARTBEAT);
    let idle =
        reader.processor_time()?.saturating_sub(start).as_secs_f64() / HEARTBEAT.as_secs_f64();
    reader.tidy()?;
    let memory = reader.resident_bytes()?.saturating_sub(before);

    reader.set_round(sessions)?;
    push(&program, &mut reader, &chats, WARM_UP)?;
    let (start, begin) = (reader.processor_time()?, Instant::now());
    let rounds = push(&program, &mut reader, &chats, PUSHING)?;
    let pushing = reader.processor_time()?.saturating_sub(start).as_secs_f64();
    let alone = pushing - idle * begin.elapsed().as_secs_f64();
    let messages = rounds * sessions;
    Ok(Figures {
        sessions,
        memory: memory as f64 / sessions as f64,
        idle: idle * 1e6 / sessions as f64,
        messages,
        by_message: pushing * 1e6 / messages as f64,
        by_message_alone: alone * 1e6 / messages as f64,
    })
}

/// Pushes messages in rounds. All sessions have received everything before the next round. Returns
/// the number of rounds.
fn push(
    program: &Program,
    reader: &mut Reader,
    chats: &[Chat],
    duration: Duration,
) -> Result<usize> {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < duration {
        program.speak(chats)?;
        reader.finish_round()?;
        rounds += 1;
    }
    Ok(rounds)
}
