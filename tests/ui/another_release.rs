//! The messages of another release of Rust, compared with those in `fail`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::own_part::own_part;

/// Names the compiler. Without it, Cargo chooses.
const RUSTC: &str = "UI_RUSTC";

/// The folder with copies of the cases, without messages. trybuild writes those of the release.
pub(crate) fn copies() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("another_release")
}

/// Returns a description of each case whose message has a different part of our own.
pub(crate) fn differences() -> Vec<String> {
    let cases = copy_cases();
    write_messages();
    let differences = cases.iter().filter_map(|case| {
        let expected = read(&Path::new("fail").join(case).with_extension("stderr"));
        let actual = read(&copies().join(case).with_extension("stderr"));
        let (expected, actual) = (own_part(&expected), own_part(&actual));
        (expected != actual).then(|| {
            let (expected, actual) = (expected.join("\n"), actual.join("\n"));
            format!("{}\nexpected:\n{expected}\nfound:\n{actual}", case.display())
        })
    });
    differences.collect()
}

/// Copies the cases, and returns their paths in `fail`.
fn copy_cases() -> Vec<PathBuf> {
    // A case of an earlier run may be gone.
    let _ = fs::remove_dir_all(copies());
    let mut cases = Vec::new();
    for file in files("fail").iter().flat_map(files) {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let case = file.strip_prefix("fail").expect("a file in `fail`");
            let copy = copies().join(case);
            fs::create_dir_all(copy.parent().expect("a folder")).expect("the folder is created");
            fs::copy(&file, copy).expect("the case is copied");
            cases.push(case.to_owned());
        }
    }
    cases.sort();
    cases
}

fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of cases");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// trybuild reads its setting and the compiler from the environment, so it runs in another process.
fn write_messages() {
    let mut command = Command::new(env::current_exe().expect("the path of this test"));
    command.args(["--ignored", "--exact", "write_messages"]).env("TRYBUILD", "overwrite");
    if let Some(rustc) = env::var_os(RUSTC) {
        command.env("RUSTC", rustc);
    }
    let output = command.output().expect("this test runs again");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
