//! The partitions of AWS and the domains of their endpoints.

/// A group of regions that share a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Partition {
    /// The id: `aws-us-gov`.
    pub id: &'static str,
    /// The prefixes of its regions: `us-gov` for `us-gov-west-1`.
    pub region_prefixes: &'static [&'static str],
    /// The domain of its endpoints.
    pub dns_suffix: &'static str,
    /// The domain of its dual-stack endpoints, which support IPv4 and IPv6.
    pub dual_stack_dns_suffix: &'static str,
}

/// The partition of every region that no other partition claims.
const AWS: Partition = Partition {
    id: "aws",
    region_prefixes: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
    dns_suffix: "amazonaws.com",
    dual_stack_dns_suffix: "api.aws",
};

/// All partitions. Source: `partitions.json` of the AWS SDKs.
pub const PARTITIONS: &[Partition] = &[
    AWS,
    Partition {
        id: "aws-cn",
        region_prefixes: &["cn"],
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
    },
    Partition {
        id: "aws-eusc",
        region_prefixes: &["eusc-de"],
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
    },
    Partition {
        id: "aws-iso",
        region_prefixes: &["us-iso"],
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
    },
    Partition {
        id: "aws-iso-b",
        region_prefixes: &["us-isob"],
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
    },
    Partition {
        id: "aws-iso-e",
        region_prefixes: &["eu-isoe"],
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
    },
    Partition {
        id: "aws-iso-f",
        region_prefixes: &["us-isof"],
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
    },
    Partition {
        id: "aws-us-gov",
        region_prefixes: &["us-gov"],
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
    },
];

impl Partition {
    /// Returns `true` if `region` is one of the prefixes, `-`, a word, `-` and a number.
    #[must_use]
    pub fn claims(&self, region: &str) -> bool {
        self.region_prefixes.iter().any(|prefix| {
            region
                .strip_prefix(prefix)
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.split_once('-'))
                .is_some_and(|(word, number)| is_word(word) && is_number(number))
        })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the partition that `region` belongs to. Defaults to `aws`.
///
/// ```
/// use connect_participant_model::partition;
///
/// assert_eq!(partition("eu-central-1").id, "aws");
/// assert_eq!(partition("us-gov-west-1").id, "aws-us-gov");
/// assert_eq!(partition("xx-new-1").id, "aws");
/// ```
#[must_use]
pub fn partition(region: &str) -> &'static Partition {
    PARTITIONS.iter().find(|partition| partition.claims(region)).unwrap_or(&AWS)
}
