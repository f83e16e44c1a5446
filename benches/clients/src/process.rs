//! The processes that take part: the service, and one for each measurement of a client.

use std::env::{current_exe, var_os};
use std::io::{self, BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context as _, Result, ensure};

use crate::lineup::Contender;
use crate::measure::{Load, Sample};

/// The service, for as long as this is there.
pub struct Server {
    process: Child,
    pub url: String,
}

impl Server {
    pub fn start() -> Result<Self> {
        let mut process =
            Command::new(current_exe()?).arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        let output = process.stdout.take().context("no output")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self { process, url: url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Where it cannot be ended it has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Contender {
    /// What it does in a process of its own.
    pub fn sample(&self, server: &Server, load: Load) -> Result<Sample> {
        let output = self.send(&mut Command::new(self.program()?), server, load)?;
        ensure!(
            output.status.success(),
            "{}: {}",
            self.name,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// How many instructions of its own a request takes: those of many requests less those of few, so that what is done
    /// once is not among them.
    pub fn instructions(&self, server: &Server) -> Result<u64> {
        let [few, many] = [200, 1200].map(|requests| {
            let mut valgrind = Command::new("valgrind");
            valgrind
                .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
                .arg(self.program()?);
            let output = self.send(&mut valgrind, server, Load { requests, tasks: 1 })?;
            let report = String::from_utf8_lossy(&output.stderr);
            ensure!(output.status.success(), "{}: {report}", self.name);
            let collected = report.lines().find_map(|line| line.split_once("Collected : "));
            let (_, collected) = collected.with_context(|| format!("{}: {report}", self.name))?;
            anyhow::Ok(collected.trim().parse::<u64>()?)
        });
        Ok((many? - few?) / 1000)
    }

    /// The program that the client is in.
    fn program(&self) -> Result<PathBuf> {
        if self.measure.is_some() {
            return Ok(current_exe()?);
        }
        let program = var_os("WITH_AWS").context("WITH_AWS does not name the other program")?;
        Ok(program.into())
    }

    /// What this program, or one that runs it, says of so many requests.
    fn send(&self, program: &mut Command, server: &Server, load: Load) -> io::Result<Output> {
        let [requests, tasks] = [load.requests, load.tasks].map(|count| count.to_string());
        program.args(["send", self.name, &server.url, &requests, &tasks]).output()
    }
}

/// Whether instructions can be counted here.
pub fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}
