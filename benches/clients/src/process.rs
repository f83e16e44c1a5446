//! The child processes: the server, and one process for each measurement.

use std::env::{current_exe, var_os};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde::de::DeserializeOwned;

use crate::contenders::Contender;
use crate::measure::{Load, Sample, float};

/// A running server. Dropping it kills the process.
pub struct Server {
    process: Child,
    pub url: String,
}

impl Server {
    pub fn start() -> Result<Self> {
        let mut process =
            Command::new(current_exe()?).arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut url = String::new();
        let output = process.stdout.take().context("the server has no stdout")?;
        BufReader::new(output).read_line(&mut url)?;
        Ok(Self { process, url: url.trim().to_owned() })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `kill` fails only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Contender {
    /// Measures the contender in a process of its own.
    pub fn sample(&self, server: &Server, load: Load) -> Result<Sample> {
        let mut program = Command::new(self.program()?);
        sample(self.add_arguments(&mut program, server, load)).context(self.name)
    }

    /// Counts the instructions of one call with callgrind. The count for few calls is subtracted
    /// from that for many, so that the setup of the process is not included.
    pub fn instructions(&self, server: &Server) -> Result<f64> {
        let [few, many] = [200, 1200].map(|calls| {
            let mut valgrind = Command::new("valgrind");
            valgrind
                .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
                .arg(self.program()?);
            let load = Load { calls, tasks: 1 };
            let output = run(self.add_arguments(&mut valgrind, server, load)).context(self.name)?;
            let report = String::from_utf8_lossy(&output.stderr);
            let collected = report.lines().find_map(|line| line.split_once("Collected : "));
            let (_, collected) = collected.with_context(|| format!("{}: {report}", self.name))?;
            anyhow::Ok(collected.trim().parse::<u64>()?)
        });
        Ok(float((many? - few?) / 1000))
    }

    /// Returns the path of the program that can measure the contender.
    fn program(&self) -> Result<PathBuf> {
        if self.measure.is_some() {
            return Ok(current_exe()?);
        }
        let program = var_os("WITH_AWS");
        Ok(program.context("WITH_AWS must name the program with the AWS SDK")?.into())
    }

    fn add_arguments<'a>(
        &self,
        command: &'a mut Command,
        server: &Server,
        load: Load,
    ) -> &'a mut Command {
        let [calls, tasks] = [load.calls, load.tasks].map(|count| count.to_string());
        command.args(["send", self.name, &server.url, &calls, &tasks])
    }
}

/// Runs a command and parses the sample that it prints as JSON.
pub fn sample<T: DeserializeOwned>(command: &mut Command) -> Result<T> {
    Ok(serde_json::from_slice(&run(command)?.stdout)?)
}

/// Runs a command. A status other than 0 is an error with its stderr.
fn run(command: &mut Command) -> Result<Output> {
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(output)
}

/// Returns `true` if instructions can be counted.
pub fn has_valgrind() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success())
}
