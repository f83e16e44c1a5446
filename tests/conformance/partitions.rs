//! Compares the partitions, and the regions in each, with the AWS partitions file.

use connect_participant_model::{PARTITIONS, partition};
use regex_lite::Regex;
use serde::Deserialize;

use crate::report::Report;

#[derive(Deserialize)]
struct Fixture {
    partitions: Vec<Partition>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Partition {
    id: String,
    region_regex: String,
    dns_suffix: String,
    dual_stack_dns_suffix: String,
    #[serde(rename = "supportsFIPS")]
    supports_fips: bool,
    supports_dual_stack: bool,
}

fn partitions() -> Vec<Partition> {
    let fixture: Fixture =
        serde_json::from_str(include_str!("../fixtures/partitions.json")).unwrap();
    fixture.partitions
}

#[test]
fn partitions_have_the_right_dns_suffixes() {
    let theirs = partitions();
    let mut report = Report::default();
    report.same_names(
        "PARTITIONS",
        &PARTITIONS.iter().map(|row| row.id).collect::<Vec<_>>(),
        &theirs.iter().map(|partition| partition.id.as_str()).collect::<Vec<_>>(),
    );
    for (ours, theirs) in PARTITIONS.iter().zip(&theirs) {
        let id = ours.id;
        report.same(&format!("{id}, dns suffix"), ours.dns_suffix, &theirs.dns_suffix);
        report.same(
            &format!("{id}, dual stack dns suffix"),
            ours.dual_stack_dns_suffix,
            &theirs.dual_stack_dns_suffix,
        );
        // The table has no column for these, because every partition supports FIPS and dual stack.
        report.same(&format!("{id}, FIPS"), true, theirs.supports_fips);
        report.same(&format!("{id}, dual stack"), true, theirs.supports_dual_stack);
    }
    report.assert_empty();
}

#[test]
fn regions_are_in_the_partition_whose_pattern_they_match() {
    let patterns: Vec<_> = partitions()
        .into_iter()
        .map(|partition| (partition.id, Regex::new(&partition.region_regex).unwrap()))
        .collect();
    let mut report = Report::default();
    let mut claimed = vec![0; patterns.len()];
    for region in regions() {
        let found = patterns.iter().position(|(_, pattern)| pattern.is_match(&region));
        if let Some(index) = found {
            claimed[index] += 1;
        }
        // A region that matches no pattern belongs to the first partition.
        let theirs = &patterns[found.unwrap_or(0)].0;
        report.same(&format!("region {region:?}"), partition(&region).id, theirs.as_str());
        for (row, (_, pattern)) in PARTITIONS.iter().zip(&patterns) {
            let what = format!("{} claims {region:?}", row.id);
            report.same(&what, row.claims(&region), pattern.is_match(&region));
        }
    }
    report.assert_empty();
    assert!(claimed.iter().all(|count| *count > 0), "a partition without a region: {claimed:?}");
}

/// Returns existing regions, and text in similar forms.
fn regions() -> Vec<String> {
    let real = [
        "us-east-1",
        "us-west-2",
        "eu-central-1",
        "eu-west-2",
        "ap-southeast-3",
        "sa-east-1",
        "ca-central-1",
        "me-south-1",
        "af-south-1",
        "il-central-1",
        "mx-central-1",
        "cn-north-1",
        "cn-northwest-1",
        "eusc-de-east-1",
        "us-iso-east-1",
        "us-isob-east-1",
        "eu-isoe-west-1",
        "us-isof-south-1",
        "us-gov-east-1",
        "us-gov-west-1",
    ];
    let prefixes = [
        "us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx", "cn", "eusc-de", "eusc-fr", "eusc",
        "us-iso", "us-isob", "us-isoe", "us-isof", "eu-iso", "eu-isoe", "us-gov", "eu-gov", "xx",
        "", "u", "US", "uss",
    ];
    let words = ["", "east", "north_2", "EAST", "9", "é", "ea st", "gov", "iso", "a-b", "de"];
    let numbers = ["", "1", "12", "007", "1a", "x", "-1", "1-", "1\n", "²"];
    let broken = ["", "-", "--", "us", "us-", "us-east", "us-east1", "us_east_1", "us-east-1-1"];
    let mut regions: Vec<_> = real.into_iter().chain(broken).map(str::to_owned).collect();
    for prefix in prefixes {
        for word in words {
            regions.extend(numbers.map(|number| format!("{prefix}-{word}-{number}")));
        }
    }
    regions
}
