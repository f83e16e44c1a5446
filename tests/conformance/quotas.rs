//! Compares the quotas of operations with the documentation.

use std::collections::BTreeMap;

use connect_participant_model::OPERATIONS;
use serde::Deserialize;

use crate::report::Report;

#[derive(Deserialize)]
struct Fixture {
    quotas: BTreeMap<String, Quota>,
}

#[derive(Deserialize)]
struct Quota {
    per_second: u32,
    burst: u32,
}

#[test]
fn quotas_match_the_documentation() {
    let fixture: Fixture = serde_json::from_str(include_str!("../fixtures/quotas.json")).unwrap();
    let mut report = Report::default();
    let limited: Vec<_> = OPERATIONS.iter().filter(|row| row.quota.is_some()).collect();
    report.same_names(
        "quotas",
        &limited.iter().map(|row| row.name).collect::<Vec<_>>(),
        &fixture.quotas.keys().map(String::as_str).collect::<Vec<_>>(),
    );
    for row in limited {
        let ours = row.quota.map(|quota| (quota.per_second, quota.burst));
        let theirs = fixture.quotas.get(row.name).map(|quota| (quota.per_second, quota.burst));
        report.same(&format!("{}, quota", row.name), ours, theirs);
    }
    report.assert_empty();
}

/// A quota of zero would not let any call through.
#[test]
fn quotas_are_not_zero() {
    for quota in OPERATIONS.iter().filter_map(|row| row.quota) {
        assert!(quota.per_second > 0 && quota.burst >= quota.per_second, "{quota:?}");
    }
}
