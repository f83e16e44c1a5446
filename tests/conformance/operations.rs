//! Compares the table of operations with the service model, and tests the comparison.

use connect_participant_model::{
    BearerToken, CREATE_PARTICIPANT_CONNECTION, EXCEPTIONS, Exception, Length, Location, Member,
    Method, OPERATIONS, Operation, SEND_EVENT, Shape, Unit, operation,
};

use crate::compare;
use crate::report::Report;
use crate::service_model::ServiceModel;

#[test]
fn every_row_matches_the_service_model() {
    let service = ServiceModel::read();
    let mut report = Report::default();
    for row in OPERATIONS {
        compare::operation(row, &service, &mut report);
        for exception in row.exceptions {
            // The comparison covers names only. The statuses come from the table of exceptions.
            assert!(EXCEPTIONS.contains(exception), "{}: {exception:?}", row.name);
        }
    }
    report.assert_empty();
}

#[test]
fn operation_names_match_the_service_model() {
    let service = ServiceModel::read();
    let theirs: Vec<_> = service.operations.keys().map(String::as_str).collect();
    let mut report = Report::default();
    let ours: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    report.same_names("OPERATIONS", &ours, &theirs);
    report.assert_empty();
}

#[test]
fn rows_are_sorted_and_found_by_name() {
    assert!(OPERATIONS.is_sorted_by(|one, next| one.name < next.name));
    for row in OPERATIONS {
        assert_eq!(operation(row.name), Some(row));
    }
    assert_eq!(operation("sendEvent"), None);
}

/// Returns the differences that the comparison reports for a row.
fn problems(row: &Operation) -> Vec<String> {
    let mut report = Report::default();
    compare::operation(row, &ServiceModel::read(), &mut report);
    report.problems()
}

/// Returns the row of `SendEvent` with one member changed.
fn with_member(name: &str, change: impl Fn(&mut Member)) -> Operation {
    let mut members = SEND_EVENT.members.to_vec();
    change(members.iter_mut().find(|member| member.name == name).unwrap());
    Operation { members: members.leak(), ..SEND_EVENT }
}

#[test]
fn a_wrong_row_is_reported_by_name() {
    assert_eq!(
        problems(&Operation { method: Method::Get, ..SEND_EVENT }),
        [r#"SendEvent, method: the table has "GET", the service has "POST""#]
    );
    assert_eq!(
        problems(&Operation { path: "/participant/events", ..SEND_EVENT }),
        [
            r#"SendEvent, path: the table has "/participant/events", the service has "/participant/event""#
        ]
    );
    assert_eq!(
        problems(&Operation { output_is_empty: true, ..SEND_EVENT }),
        ["SendEvent, output is empty: the table has true, the service has false"]
    );
    let not_found = Exception { name: "NotFound", status: 404 };
    let exceptions = [&SEND_EVENT.exceptions[1..], &[not_found]].concat();
    assert_eq!(
        problems(&Operation { exceptions: exceptions.leak(), ..SEND_EVENT }),
        [
            "SendEvent, exceptions: the table has no `AccessDeniedException`",
            "SendEvent, exceptions: the service has no `NotFound`",
        ]
    );
    assert_eq!(
        problems(&Operation { name: "SendEvents", ..SEND_EVENT }),
        ["SendEvents: the service has no such operation"]
    );
}

#[test]
fn a_wrong_member_is_reported_by_name() {
    assert_eq!(
        problems(&with_member("Content", |member| member.required = true)),
        ["SendEvent.Content, required: the table has true, the service has false"]
    );
    assert_eq!(
        problems(&with_member("ClientToken", |member| member.idempotency_token = false)),
        ["SendEvent.ClientToken, idempotency token: the table has false, the service has true"]
    );
    assert_eq!(
        problems(&with_member("ConnectionToken", |member| {
            member.location = Location::Header("x-bearer");
        })),
        [
            r#"SendEvent.ConnectionToken, location: the table has ("header", Some("x-bearer")), the service has ("header", Some("x-amz-bearer"))"#
        ]
    );
    assert_eq!(
        problems(&with_member("Content", |member| member.name = "Contents")),
        [
            "SendEvent, members: the table has no `Content`",
            "SendEvent, members: the service has no `Contents`",
            r#"SendEvent.MessageId, follows: the table has Some("Contents"), the service has Some("Content")"#,
        ]
    );
    let [first, rest @ ..] = SEND_EVENT.members else { panic!("no members") };
    let members = [rest, &[*first]].concat();
    let problem = problems(&Operation { members: members.leak(), ..SEND_EVENT });
    assert!(problem.len() == 1 && problem[0].starts_with("SendEvent, members:"), "{problem:?}");
}

#[test]
fn a_wrong_shape_is_reported_by_member_name() {
    let too_long = with_member("Content", |member| {
        let Shape::Content(length) = &mut member.shape else { panic!("{member:?}") };
        length.max += 1;
    });
    assert_eq!(
        problems(&too_long),
        [
            "SendEvent.Content, minimum and maximum: the table has (Some(1), Some(16385)), the service has (Some(1), Some(16384))"
        ]
    );
    let boolean = with_member("ClientToken", |member| member.shape = Shape::Boolean);
    assert!(
        problems(&boolean).contains(
            &r#"SendEvent.ClientToken, type: the table has "boolean", the service has "string""#
                .to_owned()
        )
    );
    let wrong_token = with_member("ConnectionToken", |member| {
        let Shape::Token(token, _) = &mut member.shape else { panic!("{member:?}") };
        *token = BearerToken::Participant;
    });
    assert_eq!(
        problems(&wrong_token),
        [
            r#"SendEvent.ConnectionToken, token: the table has "ParticipantToken", the service has "ConnectionToken""#
        ]
    );
}

#[test]
fn a_wrong_item_is_reported_by_member_name() {
    const ITEM: Shape = Shape::Enum {
        type_name: "ConnectionType",
        values: &["WEBSOCKET", "WEBRTC_CONNECTION", "CONNECTION_CREDENTIALS"],
    };
    let mut members = CREATE_PARTICIPANT_CONNECTION.members.to_vec();
    let length = Length { min: 0, max: 3, unit: Unit::Items };
    members[0].shape = Shape::List { item: &ITEM, length };
    let problems =
        problems(&Operation { members: members.leak(), ..CREATE_PARTICIPANT_CONNECTION });
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(
        problems[0],
        "CreateParticipantConnection.Type, minimum and maximum: the table has (Some(0), Some(3)), the service has (Some(1), None)"
    );
    assert!(problems[1].starts_with("CreateParticipantConnection.Type, item, values: "));
}
