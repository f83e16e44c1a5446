//! The regions that a client can be built for.

use connect_participant::{Client, ErrorKind};

fn build(region: &str) -> Result<String, connect_participant::Error> {
    Client::builder().region(region).build().map(|client| client.endpoint_url().to_owned())
}

#[test]
fn regions_of_each_partition_are_accepted() {
    for region in "us-east-1 us-west-2 ca-west-1 mx-central-1 sa-east-1 af-south-1 eu-central-1 \
        eu-south-2 il-central-1 me-central-1 ap-southeast-7 ap-northeast-3 cn-north-1 cn-northwest-1 \
        us-gov-east-1 us-gov-west-1 us-iso-east-1 us-isob-east-1 us-isof-south-1 eu-isoe-west-1 \
        eusc-de-east-1"
        .split_whitespace()
    {
        build(region).unwrap();
    }
    // A region of the future.
    assert_eq!(
        build("mars-north-1").unwrap(),
        "https://participant.connect.mars-north-1.amazonaws.com"
    );
}

#[test]
fn a_region_that_cannot_exist_is_rejected() {
    let not_a_region = "is not the code of a region: `eu-central-1`, for example, is one";
    let zone = "is an availability zone: its region is";
    for (region, problem) in [
        ("frankfurt", not_a_region.to_owned()),
        ("eu-central", not_a_region.to_owned()),
        ("eu-central-", "begins or ends with `-`".to_owned()),
        ("eucentral1", not_a_region.to_owned()),
        ("us-east1", not_a_region.to_owned()),
        ("us-east-1-bos-1", not_a_region.to_owned()),
        ("us-east-1-bos-1a", not_a_region.to_owned()),
        ("euc1-az1", not_a_region.to_owned()),
        ("us-east-123", not_a_region.to_owned()),
        ("us--east-1", not_a_region.to_owned()),
        ("eu-central-1a", format!("{zone} `eu-central-1`")),
        ("us-gov-west-1b", format!("{zone} `us-gov-west-1`")),
        ("EU-CENTRAL-1", "contains a character other than a-z, 0-9 and `-`".to_owned()),
        ("eu-central-1 ", "contains a character other than a-z, 0-9 and `-`".to_owned()),
    ] {
        let error = build(region).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(!error.is_retryable());
        assert_eq!(error.message(), Some(&*format!("the region {region:?} {problem}")));
    }
}
