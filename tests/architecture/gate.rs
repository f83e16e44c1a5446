//! The steps of the gate: each is a script, and belongs to one job of the workflow.

use std::collections::BTreeMap;
use std::fs;

use crate::workspace::root;

/// The jobs that run the whole gate together. Others repeat a part of it elsewhere.
const WHOLE_GATE: [&str; 2] = ["linux", "versions"];

/// A job that runs a script beside the gate.
const BESIDE_THE_GATE: &str = "package_tests";

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// Returns the steps in the list of `.ci/run`.
fn steps() -> Vec<String> {
    let script = read(".ci/run");
    let (_, list) = script.split_once("\nall=(\n").unwrap();
    let (list, _) = list.split_once("\n)\n").unwrap();
    let lines = list.lines().map(|line| line.split('#').next().unwrap());
    lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// Returns the steps that each job of the workflow runs: those in its matrix, and those in commands.
fn steps_by_job() -> BTreeMap<String, Vec<String>> {
    let workflow = read(".github/workflows/ci.yml");
    let (_, jobs) = workflow.split_once("\njobs:\n").unwrap();
    let mut steps: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut job = String::new();
    for line in jobs.lines() {
        let text = line.trim_start();
        if let (2, Some(name)) = (line.len() - text.len(), text.strip_suffix(':')) {
            name.clone_into(&mut job);
        }
        let command = text.split_once("run: ").and_then(|(_, run)| run.split_once(".ci/run "));
        let named = match (command, text.strip_prefix("- ")) {
            (Some((_, steps)), _) if !steps.contains('$') => steps,
            (None, Some(item)) if !item.contains(": ") => item,
            (None, Some(item)) => item.strip_prefix("step: ").unwrap_or_default(),
            _ => "",
        };
        if job.is_empty() {
            continue;
        }
        let named = named.split_whitespace().map(str::to_owned);
        steps.entry(job.clone()).or_default().extend(named);
    }
    steps
}

#[test]
fn each_step_is_a_script() {
    let scripts = fs::read_dir(root().join(".ci/steps")).unwrap();
    let mut scripts: Vec<_> =
        scripts.map(|script| script.unwrap().file_name().into_string().unwrap()).collect();
    let mut steps = steps();
    scripts.sort();
    steps.sort();
    assert_eq!(steps, scripts);
}

#[test]
fn each_step_is_in_one_job_of_the_workflow() {
    let by_job = steps_by_job();
    let mut found: Vec<_> = WHOLE_GATE.iter().flat_map(|job| by_job[*job].clone()).collect();
    let mut steps = steps();
    found.sort();
    steps.sort();
    assert_eq!(found, steps);
}

#[test]
fn each_script_of_the_workflow_exists() {
    let workflow = read(".github/workflows/ci.yml");
    let scripts = workflow.split_whitespace().filter(|word| word.starts_with(".ci/"));
    let mut scripts: Vec<_> = scripts.map(|word| word.trim_end_matches(['`', '.', ','])).collect();
    scripts.dedup();
    assert!(scripts.contains(&".ci/package_tests"), "{scripts:?}");
    for script in scripts {
        assert!(root().join(script).is_file(), "{script}");
    }
}

#[test]
fn no_job_has_an_unknown_step() {
    let steps = steps();
    for (job, found) in steps_by_job() {
        assert_eq!(found.is_empty(), job == BESIDE_THE_GATE, "{job}: {found:?}");
        let unknown: Vec<_> = found.iter().filter(|step| !steps.contains(step)).collect();
        assert!(unknown.is_empty(), "{job}: {unknown:?}");
    }
}
