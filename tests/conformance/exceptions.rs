//! Compares the table of exceptions with the service model.

use std::collections::BTreeMap;

use connect_participant_model::EXCEPTIONS;

use crate::report::Report;
use crate::service_model::ServiceModel;

#[test]
fn exceptions_match_the_service_model() {
    let service = ServiceModel::read();
    let theirs: BTreeMap<_, _> = service
        .shapes
        .iter()
        .filter(|(_, shape)| shape.exception)
        .map(|(name, shape)| (name.as_str(), shape.error.as_ref().unwrap().http_status_code))
        .collect();
    let ours: BTreeMap<_, _> =
        EXCEPTIONS.iter().map(|exception| (exception.name, exception.status)).collect();
    assert_eq!(ours.len(), EXCEPTIONS.len(), "duplicate exception in the table");

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

/// The status alone identifies the exception if a response has no name, so no two exceptions may
/// share a status.
#[test]
fn statuses_ascend_and_are_unique() {
    assert!(EXCEPTIONS.is_sorted_by(|one, next| one.status < next.status));
}
