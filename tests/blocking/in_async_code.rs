//! A blocking client in async code.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use connect_participant::{
    AttachmentBody, ErrorKind, EventContentType, GetTranscriptInput, Result, SendEventInput,
    blocking,
};
use tokio::runtime::{Builder, Handle};

use crate::Scene;

fn typing(client: &blocking::Client, scene: &Scene) -> Result<()> {
    let input = SendEventInput::new(EventContentType::Typing, scene.token.clone());
    client.call(input).map(drop)
}

/// Creates a scene outside of the runtime of a test.
fn scene() -> (Scene, blocking::Client) {
    let scene = thread::spawn(Scene::new).join().unwrap();
    let client = scene.client();
    (scene, client)
}

fn assert_refused(result: Result<()>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("spawn_blocking"), "{error}");
}

async fn assert_calls_are_refused() {
    let (scene, client) = scene();
    assert_refused(typing(&client, &scene));
    tokio::task::yield_now().await;
    assert_refused(typing(&client, &scene));
    let mut pages = client.transcript_pages(GetTranscriptInput::new(scene.token.clone()));
    assert_refused(pages.next().unwrap().map(drop));
    assert!(pages.next().is_none());
    let token = &scene.token;
    assert_refused(client.upload_attachment("text/plain", "a.txt", "a", token).map(drop));
    assert!(scene.service.chats()[0].events().is_empty());
    // The error tells what works.
    client
        .as_async()
        .call(SendEventInput::new(EventContentType::Typing, scene.token.clone()))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_call_in_a_task_is_an_error() {
    assert_calls_are_refused().await;
    tokio::spawn(assert_calls_are_refused()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_in_a_task_of_a_pool_is_an_error() {
    assert_calls_are_refused().await;
    tokio::spawn(assert_calls_are_refused()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_may_block_may_call() {
    let (scene, client) = scene();
    tokio::task::block_in_place(|| typing(&client, &scene)).unwrap();
    tokio::task::spawn_blocking(move || typing(&client, &scene)).await.unwrap().unwrap();
}

#[test]
fn a_thread_that_has_entered_a_runtime_may_call() {
    let (scene, client) = scene();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = runtime.enter();
    typing(&client, &scene).unwrap();
}

/// A thread that may block runs async code, which must not.
#[tokio::test]
async fn a_call_in_a_future_that_a_thread_waits_for_is_an_error() {
    let runtime = Handle::current();
    let call = move || runtime.block_on(assert_calls_are_refused());
    tokio::task::spawn_blocking(call).await.unwrap();
}

#[test]
fn a_call_in_a_callback_of_the_client_is_an_error() {
    let (scene, client) = scene();
    let scene = Arc::new(scene);
    let (sender, results) = channel();
    let body = AttachmentBody::from("Hello!").on_progress({
        let (scene, client) = (Arc::clone(&scene), client.clone());
        move |_| sender.send(typing(&client, &scene)).unwrap()
    });
    // A call that waited for itself would never end.
    thread::spawn(move || client.upload_attachment("text/plain", "notes.txt", body, &scene.token));
    assert_refused(results.recv_timeout(Duration::from_secs(20)).unwrap());
}

fn create_and_drop() {
    let (scene, client) = scene();
    drop(client.clone());
    let pages = client.transcript_pages(GetTranscriptInput::new(scene.token.clone()));
    drop(client);
    drop(pages);
}

#[tokio::test]
async fn a_client_can_be_created_and_dropped_in_a_task() {
    create_and_drop();
    tokio::spawn(async { create_and_drop() }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_can_be_created_and_dropped_in_a_task_of_a_pool() {
    create_and_drop();
    tokio::spawn(async { create_and_drop() }).await.unwrap();
}
