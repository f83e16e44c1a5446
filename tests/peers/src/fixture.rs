//! The environment of a case: one peer, and a chat on a local service of its own.

use std::sync::Arc;

use connect_participant::ParticipantRole;
use connect_participant_local::{Chat, ChatParticipant, Fault, LocalService};
use serde_json::{Value, json};

use crate::call::{Call, CallError, Outcome};
use crate::exception::Exception;
use crate::peer::Peer;
use crate::recording_proxy::{Exchange, RecordingProxy};

pub struct Fixture {
    pub peer: Arc<Peer>,
    pub chat: Chat,
    pub customer: ChatParticipant,
    pub agent: ChatParticipant,
    pub proxy: RecordingProxy,
    pub service: LocalService,
}

impl Fixture {
    /// Creates a chat with a customer and an agent.
    pub async fn new(peer: Arc<Peer>) -> Self {
        Self::with(peer, LocalService::start().await.expect("a service")).await
    }

    /// Like [`Fixture::new`], but no error response has the header with the error type.
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
            proxy: RecordingProxy::forward_to(service.url()).await,
            service,
        }
    }

    /// Makes the next call fail with `fault`.
    pub fn inject(&self, fault: Fault) {
        self.service.inject(fault);
    }

    /// Returns a call by the customer, with one attempt.
    pub fn call(&self, operation: &str, input: Value) -> Call {
        self.call_by(&self.customer, operation, input)
    }

    /// Returns a call by a participant, with one attempt. Adds the participant's token if the input
    /// has no token.
    pub fn call_by(&self, caller: &ChatParticipant, operation: &str, mut input: Value) -> Call {
        let (name, token) = if operation == "CreateParticipantConnection" {
            ("ParticipantToken", caller.participant_token().expose())
        } else {
            ("ConnectionToken", caller.connection_token().expose())
        };
        let members = input.as_object_mut().expect("an input is an object");
        members.entry(name).or_insert_with(|| token.into());
        Call {
            url: self.proxy.url(),
            operation: operation.to_owned(),
            input,
            max_attempts: 1,
            validate: false,
        }
    }

    /// Makes a call by the customer and returns its output.
    pub async fn output(&self, operation: &str, input: Value) -> Value {
        self.output_of(self.call(operation, input)).await
    }

    /// Makes a call and returns its output. Checks that the output has exactly the members of the
    /// response: a client that does not know a member would leave it out.
    pub async fn output_of(&self, call: Call) -> Value {
        self.proxy.take_exchanges();
        let output = self.peer.call(&call).await;
        let output = output.unwrap_or_else(|error| panic!("{}: {error:?}", call.operation));
        let exchanges = self.proxy.take_exchanges();
        let Some(Exchange { response, .. }) = exchanges.last() else { panic!("no request") };
        let members = if response.is_empty() { json!({}) } else { json_of(response) };
        assert_eq!(output, members, "output of {}", call.operation);
        output
    }

    /// Makes a call that must fail, and returns the error that the peer reports.
    pub async fn error(&self, call: Call) -> CallError {
        match self.outcome(&call).await {
            Err(error) => error,
            Ok(output) => panic!("{} succeeded: {output}", call.operation),
        }
    }

    /// Makes a call that must fail with this exception, and returns the message.
    pub async fn exception(&self, call: Call, exception: Exception) -> Option<String> {
        let operation = call.operation.clone();
        let error = self.error(call).await;
        let found = (error.error.as_str(), error.status);
        assert_eq!(found, (exception.name, Some(exception.status)), "{operation}");
        error.message
    }

    pub async fn outcome(&self, call: &Call) -> Outcome {
        self.peer.call(call).await
    }
}

pub fn json_of(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("JSON")
}
