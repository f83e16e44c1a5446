//! The runtime crate at another path, such as a re-export in a library of the user.

mod sdk {
    pub(crate) use connect_participant as chat;
}

use sdk::chat::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

trait ChatEvents: Participant {
    #[participant_operation(
        SendEvent,
        content_type = "application/vnd.amazonaws.connect.event.typing",
        crate = crate::runtime_elsewhere::sdk::chat,
    )]
    async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;

    #[participant_operation(SendEvent, crate = ::connect_participant, content_type = "application/vnd.amazonaws.connect.event.typing")]
    async fn types(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
}

macro_rules! elsewhere {
    () => {
        trait Elsewhere: Participant {
            #[participant_operation(SendEvent, content_type = "application/vnd.amazonaws.connect.event.typing", crate = $crate::runtime_elsewhere::sdk::chat)]
            async fn typing(&self, connection_token: &ConnectionToken) -> Result<SendEventOutput>;
        }
    };
}

elsewhere!();

impl ChatEvents for Client {}
impl Elsewhere for Client {}
