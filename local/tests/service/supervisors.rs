//! Supervisors who monitor a chat, and who barge in.

use connect_participant::{
    CreateParticipantConnectionInput, DisconnectParticipantInput, ErrorKind, ParticipantRole,
};
use connect_participant_local::{ChatParticipant, Fault, RequestRecord};
use connect_participant_model::{MESSAGE_DELIVERED, MESSAGE_READ};

use crate::scene::Scene;

#[track_caller]
fn assert_rejected(result: connect_participant::Result<connect_participant::SendEventOutput>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    let message = "Operation can not be performed due to the state of the contact.";
    assert_eq!(error.message(), Some(message));
    assert!(error.is_receipt_unsupported());
}

async fn disconnect(scene: &Scene, participant: &ChatParticipant) {
    let input = DisconnectParticipantInput::new(participant.connection_token().clone());
    scene.client.call(input).await.unwrap();
}

#[tokio::test]
async fn a_monitoring_supervisor_is_not_active() {
    let scene = Scene::new().await;
    let first = scene.chat.add_participant(ParticipantRole::Supervisor);
    let _second = scene.chat.add_participant(ParticipantRole::Supervisor);
    for participant in [&scene.agent, &scene.customer, &first] {
        scene.read(participant).await.unwrap();
        scene.typing(participant.connection_token()).await.unwrap();
    }
}

#[tokio::test]
async fn a_fault_can_reject_receipts_while_monitoring() {
    let scene = Scene::new().await;
    let receipts = [MESSAGE_DELIVERED.value, MESSAGE_READ.value];
    let is_receipt = move |request: &RequestRecord| {
        request.content_type.is_some_and(|it| receipts.contains(&it))
    };
    scene.service.inject(Fault::status(409).when(is_receipt).always());
    assert_rejected(scene.read(&scene.agent).await);
    scene.typing(scene.agent.connection_token()).await.unwrap();
    assert_rejected(scene.read(&scene.customer).await);
}

#[tokio::test]
async fn receipts_are_rejected_after_a_supervisor_barged_in() {
    let scene = Scene::new().await;
    let supervisor = scene.chat.add_participant(ParticipantRole::Supervisor);
    supervisor.barge_in();
    for participant in [&scene.agent, &scene.customer, &supervisor] {
        assert_rejected(scene.read(participant).await);
        scene.typing(participant.connection_token()).await.unwrap();
    }
    // Also if only one other participant is left.
    disconnect(&scene, &scene.agent).await;
    assert_rejected(scene.read(&scene.customer).await);

    disconnect(&scene, &supervisor).await;
    scene.read(&scene.customer).await.unwrap();
    // A supervisor who has left cannot barge in.
    supervisor.barge_in();
    scene.read(&scene.customer).await.unwrap();
    scene.typing(supervisor.connection_token()).await.unwrap_err();
}

#[tokio::test]
async fn only_a_monitoring_supervisor_can_barge_in() {
    let scene = Scene::new().await;
    scene.agent.barge_in();
    scene.read(&scene.agent).await.unwrap();

    let supervisor = scene.chat.invite_participant(ParticipantRole::Supervisor);
    supervisor.barge_in();
    scene.read(&scene.agent).await.unwrap();

    let input = CreateParticipantConnectionInput::new(supervisor.participant_token().clone())
        .connect_participant(true);
    scene.client.call(input).await.unwrap();
    scene.read(&scene.agent).await.unwrap();
    supervisor.clone().barge_in();
    assert_rejected(scene.read(&scene.agent).await);
}
