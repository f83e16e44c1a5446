//! Compares a row of the table of operations with the service model.

use connect_participant_model::{Length, Location, Member, Operation, Shape};

use crate::report::Report;
use crate::service_model::{self, ServiceModel};

/// Reports every difference between the row and the service model.
pub(crate) fn operation(row: &Operation, service: &ServiceModel, report: &mut Report) {
    let name = row.name;
    let Some(theirs) = service.operations.get(name) else {
        return report.problem(name, "the service has no such operation");
    };
    report.same(&format!("{name}, method"), row.method.as_str(), &theirs.http.method);
    report.same(&format!("{name}, path"), row.path, &theirs.http.request_uri);

    let output_is_empty = service.shape(&theirs.output.shape).members.0.is_empty();
    report.same(&format!("{name}, output is empty"), row.output_is_empty, output_is_empty);

    let ours: Vec<_> = row.exceptions.iter().map(|exception| exception.name).collect();
    let errors: Vec<_> = theirs.errors.iter().map(|error| error.shape.as_str()).collect();
    report.same_names(&format!("{name}, exceptions"), &ours, &errors);

    members(name, row.members, service.shape(&theirs.input.shape), service, report);
    for member in row.members {
        let label = format!("{{{}}}", member.name);
        let in_path = row.path.contains(&label);
        report.same(
            &format!("{name}.{}, label of the path", member.name),
            member.location == Location::Label,
            in_path,
        );
    }
}

fn members(
    path: &str,
    ours: &[Member],
    theirs: &service_model::Shape,
    service: &ServiceModel,
    report: &mut Report,
) {
    let of_the_service: Vec<_> =
        ours.iter().filter(|member| member.location != Location::Receipt).collect();
    let our_names: Vec<_> = of_the_service.iter().map(|member| member.name).collect();
    let their_names: Vec<_> = theirs.members.0.iter().map(|(name, _)| name.as_str()).collect();
    report.same_names(&format!("{path}, members"), &our_names, &their_names);

    for member in of_the_service {
        let path = format!("{path}.{}", member.name);
        let Some((name, their_member)) =
            theirs.members.0.iter().find(|(name, _)| name == member.name)
        else {
            continue;
        };
        report.same(&format!("{path}, location"), location(member), their_location(their_member));
        report.same(
            &format!("{path}, idempotency token"),
            member.idempotency_token,
            their_member.idempotency_token,
        );
        // The client fills in a missing idempotency token, so the caller need not set it.
        let is_required = theirs.required.contains(name) && !their_member.idempotency_token;
        report.same(&format!("{path}, required"), member.required, is_required);
        if let Shape::Token(token, _) = member.shape {
            report.same(&format!("{path}, token"), token.type_name(), member.name);
        }
        shape(&path, &member.shape, service.shape(&their_member.shape), service, report);
    }
    receipts(path, ours, report);
}

/// Checks the members that only this project has: they are part of `Content`, follow it, and are
/// never required.
fn receipts(path: &str, ours: &[Member], report: &mut Report) {
    let before = std::iter::once(None).chain(ours.iter().map(Some));
    for (before, member) in before.zip(ours) {
        if member.location == Location::Receipt {
            let path = format!("{path}.{}", member.name);
            let before = before.map(|member| member.name);
            report.same(&format!("{path}, follows"), before, Some("Content"));
            report.same(&format!("{path}, required"), member.required, false);
            report.same(&format!("{path}, shape"), member.shape, Shape::MessageId);
        }
    }
}

fn location(member: &Member) -> (&'static str, Option<String>) {
    match member.location {
        Location::Body => ("body", None),
        Location::Header(name) => ("header", Some(name.to_owned())),
        Location::Label => ("uri", Some(member.name.to_owned())),
        Location::Receipt => ("receipt", None),
    }
}

/// The name of a header is compared in lower case, as it is sent over HTTP/2.
fn their_location(member: &service_model::Member) -> (&str, Option<String>) {
    let location = member.location.as_deref().unwrap_or("body");
    let name = member.location_name.as_ref();
    let name =
        name.map(|name| if location == "header" { name.to_lowercase() } else { name.clone() });
    (location, name)
}

fn shape(
    path: &str,
    ours: &Shape,
    theirs: &service_model::Shape,
    service: &ServiceModel,
    report: &mut Report,
) {
    report.same(&format!("{path}, type"), kind(ours), theirs.kind.as_str());
    let limits = (theirs.min.map(i64::from), theirs.max.map(i64::from));
    let values: &[&str] = if let Shape::Enum { values, .. } = ours { values } else { &[] };
    let their_values: Vec<_> = theirs.values.iter().map(String::as_str).collect();
    report.same(&format!("{path}, values"), values, &their_values);
    let path_of_limits = format!("{path}, minimum and maximum");
    match *ours {
        Shape::String(length)
        | Shape::Content(length)
        | Shape::Token(_, length)
        | Shape::ContentType { length, .. } => {
            let (min, max) = limits;
            report.same(&path_of_limits, self::limits(length), (Some(min.unwrap_or(0)), max));
        }
        Shape::Integer(range) | Shape::Long(range) => {
            let greatest = (range.max < i64::MAX).then_some(range.max);
            report.same(&path_of_limits, (Some(range.min), greatest), limits);
        }
        Shape::Boolean | Shape::Enum { .. } => report.same(&path_of_limits, (None, None), limits),
        Shape::List { item, length } => {
            let (min, max) = limits;
            report.same(&path_of_limits, self::limits(length), (Some(min.unwrap_or(0)), max));
            if let Some(member) = &theirs.member {
                let path = format!("{path}, item");
                shape(&path, item, service.shape(&member.shape), service, report);
            }
        }
        Shape::Structure { members: ours, .. } => members(path, ours, theirs, service, report),
        Shape::MessageId => report.problem(path, "the service has no message id as a member"),
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::String(_)
        | Shape::Content(_)
        | Shape::Token(..)
        | Shape::ContentType { .. }
        | Shape::Enum { .. } => "string",
        Shape::Integer(_) => "integer",
        Shape::Long(_) => "long",
        Shape::Boolean => "boolean",
        Shape::List { .. } => "list",
        Shape::Structure { .. } => "structure",
        Shape::MessageId => "receipt",
    }
}

/// Returns the limits of a string or a list. Without a maximum in the service model, the table has
/// `usize::MAX`.
fn limits(length: Length) -> (Option<i64>, Option<i64>) {
    (i64::try_from(length.min).ok(), i64::try_from(length.max).ok())
}
