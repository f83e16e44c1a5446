//! A process that is measured: it connects participants, and reads what is pushed to them.
//!
//! Each line on its standard input is a command, an object in JSON: `participants` to connect, and
//! the size of a `round`. It responds with a line, and writes a line for each round: when it has
//! received as many messages. It ends with its standard input.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::process;
use crate::program::Chat;

/// The time after which a line is not expected any more.
const GIVE_UP: Duration = Duration::from_secs(180);

/// The CPU of a process that reads. This process and the local service share the first one.
const READER_CPU: usize = 1;

/// The number of participants of a command. A longer line would need memory that is measured.
const AT_A_TIME: usize = 100;

/// A process that reads. It is stopped in the end.
pub struct Reader {
    child: Child,
    commands: ChildStdin,
    lines: Receiver<String>,
}

impl Reader {
    pub fn start(mut command: Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        process::pin(Some(&child), READER_CPU);
        let commands = child.stdin.take().context("the input")?;
        let output = child.stdout.take().context("the output")?;
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            // Nobody reads them after the end of the reader.
            lines.map(|line| sender.send(line)).take_while(Result::is_ok).for_each(drop);
        });
        Ok(Self { child, commands, lines })
    }

    /// Connects the customers of chats.
    pub fn connect(&mut self, chats: &[Chat]) -> Result<()> {
        for some in chats.chunks(AT_A_TIME) {
            let customers: Vec<_> = some.iter().map(|chat| &chat.customer).collect();
            self.command(&json!({ "participants": customers }))?;
        }
        Ok(())
    }

    /// Sets the number of messages of a round.
    pub fn set_round(&mut self, messages: usize) -> Result<()> {
        self.command(&json!({ "round": messages }))
    }

    /// Lets Node collect its garbage.
    pub fn tidy(&mut self) -> Result<()> {
        self.command(&json!({}))
    }

    /// Waits until all messages of a round have been received.
    pub fn finish_round(&mut self) -> Result<()> {
        let line = self.line()?;
        ensure!(line == "round", "expected the end of a round, found {line}");
        Ok(())
    }

    pub fn resident_bytes(&self) -> Result<u64> {
        process::resident_bytes(self.child.id())
    }

    pub fn processor_time(&self) -> Result<Duration> {
        process::processor_time(self.child.id())
    }

    fn command(&mut self, command: &Value) -> Result<()> {
        writeln!(self.commands, "{command}")?;
        let line = self.line()?;
        ensure!(line == "done", "expected the end of a command, found {line}");
        Ok(())
    }

    fn line(&self) -> Result<String> {
        self.lines.recv_timeout(GIVE_UP).context("the reader does not respond")
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
