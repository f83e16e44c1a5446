//! The child processes: the server, and one process for each measurement.

use std::env::{current_exe, temp_dir, var_os};
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
    encrypted_url: String,
    /// The file with the certificate of the authority.
    authority: PathBuf,
}

/// The CPU of the server, and of a client that makes one call at a time. Otherwise the scheduler
/// decides whether both share a CPU, which changes the times by a factor of three.
const CPU: &str = "0";

/// The CPU of a client that makes concurrent calls.
const OTHER_CPU: &str = "1";

impl Server {
    /// Starts a server on any CPU.
    pub fn start() -> Result<Self> {
        Self::spawn(Command::new(current_exe()?).arg("serve"))
    }

    /// Starts a server that stays on one CPU.
    pub fn start_pinned() -> Result<Self> {
        Self::spawn(Command::new(current_exe()?).arg("serve").env("CPU", CPU))
    }

    fn spawn(command: &mut Command) -> Result<Self> {
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let output = process.stdout.take().context("the server has no stdout")?;
        let mut lines = BufReader::new(output).lines();
        let mut line = || lines.next().context("the server prints three lines");
        let (url, encrypted_url, pem) = (line()??, line()??, line()??);
        let authority = temp_dir().join(format!("benchmark-authority-{}.pem", process.id()));
        std::fs::write(&authority, serde_json::from_str::<String>(&pem)?)?;
        Ok(Self { process, url, encrypted_url, authority })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `kill` fails only if the process has already ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.authority);
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
        command.env("CPU", if load.tasks == 1 { CPU } else { OTHER_CPU });
        let url = if self.is_encrypted {
            command.env("SSL_CERT_FILE", &server.authority);
            &server.encrypted_url
        } else {
            &server.url
        };
        command.args(["send", self.name, url, &calls, &tasks])
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
