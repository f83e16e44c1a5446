//! Proxies: those of the environment's, which a request over plain http must not go through, as it would leave the machine,
//! and those that the user asks for.

use std::env;
use std::process::{Command, Output};

use connect_participant::Client;
use connect_participant::reqwest::Proxy;
use connect_participant_tests::{Answer, Recorder, builder, typing};

/// The variables that name a proxy, or except a host from it.
const PROXY: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const NO_PROXY: [&str; 3] = ["NO_PROXY", "no_proxy", "REQUEST_METHOD"];

#[tokio::test]
async fn a_proxy_that_the_user_asks_for_is_used() {
    let proxy = Recorder::start(Answer::ok("{}")).await;
    let service = Recorder::start(Answer::ok("{}")).await;
    let url = proxy.url();
    let client = builder(service.url())
        .configure_reqwest(move |reqwest| reqwest.proxy(Proxy::http(url).unwrap()))
        .build()
        .unwrap();
    client.send_event(typing()).await.unwrap();
    assert_eq!(proxy.request().target, service.url() + "/participant/event");
    assert_eq!(service.requests(), []);
}

/// Variables are set for a whole process, so the call is made in a process of its own: this test binary, again.
#[tokio::test]
async fn a_request_over_plain_http_goes_through_no_proxy() {
    let proxy = Recorder::start(Answer::ok("{}")).await;
    let service = Recorder::start(Answer::ok("{}")).await;
    let mut child = Command::new(env::current_exe().unwrap());
    child
        .args(["--exact", "proxies::a_call_in_a_process_of_its_own", "--ignored"])
        .env("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", service.url())
        .envs(PROXY.map(|name| (name, proxy.url())));
    for name in NO_PROXY {
        child.env_remove(name);
    }
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || child.output()).await.unwrap().unwrap();
    let stdout = String::from_utf8_lossy(&stdout);
    assert!(status.success(), "{stdout}\n{}", String::from_utf8_lossy(&stderr));
    assert!(stdout.contains("1 passed"), "the child made no call: {stdout}");

    assert_eq!(proxy.requests(), []);
    service.assert_one_request();
}

#[tokio::test]
#[ignore = "the test above runs it, with variables that make it mean something"]
async fn a_call_in_a_process_of_its_own() {
    let client = Client::from_env().unwrap();
    client.send_event(typing()).await.unwrap();
}
