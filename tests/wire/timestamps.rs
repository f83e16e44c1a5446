//! The order of timestamps, and their conversions.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use connect_participant::{ErrorKind, Timestamp};

fn since_epoch(duration: Duration) -> SystemTime {
    UNIX_EPOCH + duration
}

/// As texts, three of these would be in another order.
#[test]
fn timestamps_are_ordered_by_time() {
    let ordered = [
        "not a time",
        "1970-01-01T00:00:00Z",
        "2019-11-08T02:41:28Z",
        "2019-11-08T02:41:28.000Z",
        "2019-11-08T02:41:28.000000001Z",
        "2019-11-08T02:41:28.17Z",
        "2019-11-08T02:41:28.172Z",
        "2019-11-08T02:41:29Z",
        "9999-12-31T23:59:59.999999999Z",
    ]
    .map(Timestamp::from);
    let mut sorted = ordered.clone();
    sorted.reverse();
    sorted.sort();
    assert_eq!(sorted, ordered);
    // The order agrees with equality.
    for (index, one) in ordered.iter().enumerate() {
        for (other_index, other) in ordered.iter().enumerate() {
            assert_eq!(one.cmp(other), index.cmp(&other_index), "{one} {other}");
            assert_eq!(one == other, one.cmp(other).is_eq());
        }
    }
}

#[test]
fn a_system_time_is_converted_without_a_loss() {
    for (time, text) in [
        (Duration::ZERO, "1970-01-01T00:00:00.000Z"),
        (Duration::from_millis(1_573_180_888_172), "2019-11-08T02:41:28.172Z"),
        (Duration::from_nanos(1_573_180_888_172_000_001), "2019-11-08T02:41:28.172000001Z"),
        (Duration::from_micros(1_573_180_888_172_500), "2019-11-08T02:41:28.172500000Z"),
        (Duration::new(253_402_300_799, 999_999_999), "9999-12-31T23:59:59.999999999Z"),
    ] {
        let time = since_epoch(time);
        let timestamp = Timestamp::try_from(time).unwrap();
        assert_eq!(timestamp.as_str(), text);
        assert_eq!(SystemTime::try_from(&timestamp).unwrap(), time);
        assert_eq!(timestamp.to_system_time(), Some(time));
    }
}

#[test]
fn a_time_that_cannot_be_written_is_invalid_input() {
    let years = Duration::from_secs(60 * 60 * 24 * 365);
    for time in [
        UNIX_EPOCH - Duration::from_nanos(100),
        since_epoch(Duration::from_secs(253_402_300_800)),
        since_epoch(years * 20_000),
    ] {
        let error = Timestamp::try_from(time).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(
            error.to_string(),
            "InvalidInput: a timestamp is from 1970 to 9999, and the time is not"
        );
    }
}

#[test]
fn a_text_that_is_not_a_timestamp_has_no_time() {
    for text in ["", "yesterday", "2019-11-08", "2019-13-08T02:41:28Z", "1969-12-31T23:59:59Z"] {
        let timestamp = Timestamp::from(text);
        assert_eq!(timestamp.to_system_time(), None, "{text}");
        let error = SystemTime::try_from(&timestamp).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("InvalidInput: {text:?} is not an RFC 3339 timestamp in UTC")
        );
        assert_eq!(
            jiff::Timestamp::try_from(&timestamp).unwrap_err().to_string(),
            error.to_string()
        );
    }
}

#[test]
fn a_jiff_timestamp_is_converted_without_a_loss() {
    for text in [
        "1970-01-01T00:00:00.000Z",
        "2019-11-08T02:41:28.172Z",
        "2019-11-08T02:41:28.172000001Z",
        "9999-12-30T21:59:59.999999999Z",
    ] {
        let time: jiff::Timestamp = text.parse().unwrap();
        let timestamp = Timestamp::try_from(time).unwrap();
        assert_eq!(timestamp.as_str(), text);
        assert_eq!(jiff::Timestamp::try_from(&timestamp).unwrap(), time);
    }
    for time in [jiff::Timestamp::MIN, "1969-12-31T23:59:59Z".parse().unwrap()] {
        let error = Timestamp::try_from(time).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{time}");
    }
    let error = jiff::Timestamp::try_from(&Timestamp::from("9999-12-31T00:00:00Z")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
}
