//! The exceptions.

use std::collections::BTreeMap;

use connect_participant_model::EXCEPTIONS;

use crate::report::Report;
use crate::service_model::ServiceModel;

#[test]
fn every_exception_has_its_name_and_status() {
    let service = ServiceModel::read();
    let theirs: BTreeMap<_, _> = service
        .shapes
        .iter()
        .filter(|(_, shape)| shape.exception)
        .map(|(name, shape)| (name.as_str(), shape.error.as_ref().unwrap().http_status_code))
        .collect();
    let ours: BTreeMap<_, _> =
        EXCEPTIONS.iter().map(|exception| (exception.name, exception.status)).collect();
    assert_eq!(ours.len(), EXCEPTIONS.len(), "an exception stands twice in the table");

    let mut report = Report::default();
    report.same_names(
        "EXCEPTIONS",
        &ours.keys().copied().collect::<Vec<_>>(),
        &theirs.keys().copied().collect::<Vec<_>>(),
    );
    for (name, status) in &ours {
        report.same(&format!("{name}, status"), Some(status), theirs.get(name));
    }
    report.assert_empty();
}

/// An error is known by its status alone where an answer says nothing else, which takes that no two have the same.
#[test]
fn the_statuses_ascend_and_are_unique() {
    assert!(EXCEPTIONS.is_sorted_by(|one, next| one.status < next.status));
}
