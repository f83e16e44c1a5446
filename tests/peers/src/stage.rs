//! Where a case is played: one peer, and a chat of its own on a service of its own.

use std::sync::Arc;

use connect_participant::ParticipantRole;
use connect_participant_local::{Chat, ChatParticipant, Fault, LocalService};
use serde_json::{Value, json};

use crate::call::{Call, Outcome, Refused};
use crate::peer::Peer;
use crate::tap::{Exchange, Tap};

pub struct Stage {
    pub peer: Arc<Peer>,
    pub chat: Chat,
    pub customer: ChatParticipant,
    pub agent: ChatParticipant,
    pub tap: Tap,
    pub service: LocalService,
}

impl Stage {
    /// A chat that a customer and an agent take part in.
    pub async fn set(peer: Arc<Peer>) -> Self {
        Self::with(peer, LocalService::start().await.expect("a service")).await
    }

    /// The same, where no answer says in its header which exception it is.
    pub async fn without_error_types(peer: Arc<Peer>) -> Self {
        let service = LocalService::builder().error_type_header(false).start().await;
        Self::with(peer, service.expect("a service")).await
    }

    async fn with(peer: Arc<Peer>, service: LocalService) -> Self {
        let chat = service.open_chat();
        Self {
            peer,
            customer: chat.add_participant(ParticipantRole::Customer),
            agent: chat.add_participant(ParticipantRole::Agent),
            chat,
            tap: Tap::before(service.url()).await,
            service,
        }
    }

    /// The next call goes wrong.
    pub fn inject(&self, fault: Fault) {
        self.service.inject(fault);
    }

    /// The customer's call, once.
    pub fn call(&self, operation: &str, input: Value) -> Call {
        self.call_of(&self.customer, operation, input)
    }

    /// A participant's call, once. The token is filled in where the input has none of the operation's.
    pub fn call_of(&self, caller: &ChatParticipant, operation: &str, mut input: Value) -> Call {
        let (name, token) = if operation == "CreateParticipantConnection" {
            ("ParticipantToken", caller.participant_token().expose())
        } else {
            ("ConnectionToken", caller.connection_token().expose())
        };
        let members = input.as_object_mut().expect("an input is an object");
        members.entry(name).or_insert_with(|| token.into());
        Call {
            url: self.tap.url(),
            operation: operation.to_owned(),
            input,
            max_attempts: 1,
            validates: false,
        }
    }

    /// The output of the customer's call.
    pub async fn output(&self, operation: &str, input: Value) -> Value {
        self.output_of(self.call(operation, input)).await
    }

    /// The output of a call. It has to have every member that the service answered, and no other: a member that the
    /// service misspelt would be missing, for no client but ours.
    pub async fn output_of(&self, call: Call) -> Value {
        self.tap.take();
        let output = self.peer.call(&call).await;
        let output = output.unwrap_or_else(|refused| panic!("{}: {refused:?}", call.operation));
        let exchanges = self.tap.take();
        let Some(Exchange { answer, .. }) = exchanges.last() else { panic!("nothing was sent") };
        let answered = if answer.is_empty() { json!({}) } else { json_of(answer) };
        assert_eq!(output, answered, "{} is read as it was answered", call.operation);
        output
    }

    /// What the peer makes of an error of the service's.
    pub async fn refused(&self, call: Call) -> Refused {
        match self.outcome(&call).await {
            Err(refused) => refused,
            Ok(output) => panic!("{} is not refused: {output}", call.operation),
        }
    }

    pub async fn outcome(&self, call: &Call) -> Outcome {
        self.peer.call(call).await
    }
}

pub fn json_of(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("JSON")
}
