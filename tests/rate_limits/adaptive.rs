//! Limits that are higher than the quota of the service.

use connect_participant::RateLimits;

use crate::limited_service::{Bridge, Counts, LimitedService};

/// Enough to wait at each quota.
const CHATS: usize = 40;

/// Checks the throughput, in percent of the quota.
fn assert_throughput(counts: Counts, quota: usize, percent: std::ops::RangeInclusive<usize>) {
    assert!(percent.contains(&(100 * counts.accepted / quota)), "{counts:?} of {quota}");
}

#[tokio::test(start_paused = true)]
async fn the_rate_of_a_lower_quota_is_learnt() {
    for (per_second, burst) in [(4, 6), (4, 15), (2, 3)] {
        let service = LimitedService::new(per_second, burst);
        let _bridge = Bridge::start(&service.client(RateLimits::documented()), CHATS);
        let first = service.count(30).await;
        let then = service.count(300).await;
        println!(
            "{per_second}/{burst}: first 30 s {first:?} {:.1} %, then {then:?} {:.1} %",
            first.refused_percent(),
            then.refused_percent()
        );
        let quota = usize::try_from(per_second).unwrap();
        assert_throughput(first, quota * 30 + usize::try_from(burst).unwrap(), 90..=100);
        assert_throughput(then, quota * 300, 95..=101);
        assert!(then.refused_percent() <= 8.0, "{then:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_rate_recovers_when_the_quota_rises() {
    let service = LimitedService::new(4, 15);
    let _bridge = Bridge::start(&service.client(RateLimits::documented()), CHATS);
    service.count(60).await;
    service.set_per_second(10);
    service.count(25).await;
    let recovered = service.count(60).await;
    println!("recovered: {recovered:?}");
    assert_throughput(recovered, 600, 95..=101);
    assert!(recovered.refused_percent() <= 2.0, "{recovered:?}");
}

#[tokio::test(start_paused = true)]
async fn the_rate_follows_a_quota_that_falls() {
    let service = LimitedService::new(10, 15);
    let _bridge = Bridge::start(&service.client(RateLimits::documented()), CHATS);
    service.count(60).await;
    service.set_per_second(4);
    let fallen = service.count(60).await;
    println!("fallen: {fallen:?} {:.1} %", fallen.refused_percent());
    assert_throughput(fallen, 240, 95..=110);
    assert!(fallen.refused_percent() <= 8.0, "{fallen:?}");
}

/// Two processes that each have the limit of the whole instance.
#[tokio::test(start_paused = true)]
async fn two_clients_share_a_quota_by_adapting() {
    let service = LimitedService::new(10, 15);
    let clients = [0, 1].map(|_| service.client(RateLimits::documented()));
    let bridges = clients.map(|client| Bridge::start(&client, CHATS));
    service.count(30).await;
    let counts = service.count(300).await;
    let sent = bridges.map(|bridge| bridge.sent().iter().sum::<usize>());
    println!("shared: {counts:?} {:.1} %, {sent:?}", counts.refused_percent());
    assert_throughput(counts, 3_000, 95..=101);
    assert!(counts.refused_percent() <= 8.0, "{counts:?}");
    assert!(sent.iter().all(|sent| *sent >= 1_000), "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn a_rate_that_does_not_adapt_stays_as_it_is() {
    let service = LimitedService::new(4, 15);
    let client = service.client(RateLimits::documented().adaptive(false));
    let _bridge = Bridge::start(&client, CHATS);
    service.count(30).await;
    let counts = service.count(100).await;
    assert_eq!((counts.accepted + counts.refused).abs_diff(1_000) / 10, 0, "{counts:?}");
}
