//! Features of the client. Each turns on what the table in its docs says, and nothing else.
//!
//! An example of a mistake: `"hyper/server"` in the list of a feature, where hyper is an optional
//! dependency, would also turn on hyper itself.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

use crate::workspace::root;

const PACKAGE: &str = "connect-participant";

/// The features of the manifest.
struct Manifest(Value);

impl Manifest {
    fn read() -> Self {
        let metadata = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Value = serde_json::from_str(&metadata).unwrap();
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|package| package["name"] == PACKAGE).unwrap();
        Self(package.clone())
    }

    /// Returns the entries in the list of a feature.
    fn entries(&self, feature: &str) -> Vec<&str> {
        let entries = self.0["features"][feature].as_array().unwrap();
        entries.iter().map(|entry| entry.as_str().unwrap()).collect()
    }

    /// Returns the features for users.
    fn public(&self) -> BTreeSet<String> {
        let names = self.0["features"].as_object().unwrap().keys();
        names.filter(|name| *name != "default" && !is_private(name)).cloned().collect()
    }

    fn optional_dependencies(&self) -> BTreeSet<String> {
        let dependencies = self.0["dependencies"].as_array().unwrap();
        let optional = dependencies.iter().filter(|dependency| dependency["optional"] == true);
        optional.map(|dependency| dependency["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Returns the optional dependencies that these features name.
    fn dependencies_of(&self, features: &BTreeSet<String>) -> BTreeSet<String> {
        let entries = features.iter().flat_map(|feature| self.entries(feature));
        entries.filter_map(|entry| entry.strip_prefix("dep:")).map(str::to_owned).collect()
    }
}

fn is_private(feature: &str) -> bool {
    feature.starts_with("__")
}

fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The features of the client, and its dependencies, that Cargo turns on for a list of features.
fn turned_on(features: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--package",
        PACKAGE,
        "--no-default-features",
        "--features",
        features,
        "--edges",
        "normal",
        "--depth",
        "1",
        "--prefix",
        "none",
        "--format",
        "{p}|{f}",
    ]);
    let mut lines = tree.lines().map(|line| line.split_once('|').unwrap());
    let (_, own) = lines.next().unwrap();
    let dependencies = lines.map(|(package, _)| package.split(' ').next().unwrap().to_owned());
    let own = own.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    (own, dependencies.collect())
}

#[test]
fn each_feature_turns_on_itself_and_its_dependencies_only() {
    let manifest = Manifest::read();
    let optional = manifest.optional_dependencies();
    let none = [String::new()];
    for feature in manifest.public().iter().chain(&none) {
        let (own, dependencies) = turned_on(feature);
        let public: Vec<_> = own.iter().filter(|name| !is_private(name)).collect();
        let expected: Vec<_> = [feature].into_iter().filter(|name| !name.is_empty()).collect();
        assert_eq!(public, expected, "with the feature {feature:?} alone");
        let on: BTreeSet<_> = dependencies.intersection(&optional).cloned().collect();
        assert_eq!(on, manifest.dependencies_of(&own), "with the feature {feature:?} alone");
    }
}

/// The names in the list of features in the crate documentation, each with `true` if it is a
/// default.
fn listed() -> BTreeSet<(String, bool)> {
    let text = std::fs::read_to_string(root().join("runtime/src/lib.rs")).unwrap();
    let lines = text.lines().map(|line| line.trim_start_matches("//! "));
    let list =
        lines.skip_while(|line| *line != "# Features").take_while(|line| *line != "In detail:");
    let rows = list.filter_map(|line| line.strip_prefix("- `")?.split_once('`'));
    rows.map(|(name, text)| (name.to_owned(), text.starts_with(" (default)"))).collect()
}

/// The names in the table of features in README, each with `true` if it is a default.
fn tabulated() -> BTreeSet<(String, bool)> {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with("| feature | default |")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        (cells[1].trim_matches('`').to_owned(), cells[2] == "yes")
    })
    .collect()
}

#[test]
fn the_docs_have_all_features_and_defaults() {
    let manifest = Manifest::read();
    let defaults = manifest.entries("default");
    let public = manifest.public();
    let features = public.into_iter().map(|name| {
        let is_default = defaults.contains(&name.as_str());
        (name, is_default)
    });
    let features: BTreeSet<_> = features.collect();
    assert_eq!(features.iter().filter(|(_, is_default)| *is_default).count(), defaults.len());
    assert_eq!(listed(), features, "runtime/src/lib.rs");
    assert_eq!(tabulated(), features, "README.md");
}
