//! A trait from a `macro_rules!`, which also passes `self` and the values.

use connect_participant::{
    Client, ConnectionToken, Participant, Result, SendEventOutput, participant_operation,
};

macro_rules! events {
    ($name:ident { $($method:ident($parameter:ident: $ty:ty) => $content_type:literal;)* }) => {
        trait $name: Participant {
            fn token(&self) -> &ConnectionToken;

            $(
                #[participant_operation(SendEvent, content_type = $content_type, connection_token = self.token())]
                async fn $method(&self, $parameter: $ty) -> Result<SendEventOutput>;
            )*
        }
    };
}

events! {
    Receipts {
        delivered(message_id: &str) => "application/vnd.amazonaws.connect.event.message.delivered";
        read(message_id: String) => "application/vnd.amazonaws.connect.event.message.read";
    }
}

macro_rules! typing {
    ($name:ident, $content_type:expr, $token:expr, $output:ty) => {
        trait $name: Participant {
            #[participant_operation(SendEvent, content_type = $content_type, connection_token = $token)]
            async fn typing(&self) -> Result<$output>;
        }
    };
}

typing!(
    Typing,
    "application/vnd.amazonaws.connect.event.typing",
    ConnectionToken::new("token").unwrap(),
    ()
);

struct Session(Client, ConnectionToken);

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Receipts for Session {
    fn token(&self) -> &ConnectionToken {
        &self.1
    }
}

impl Typing for Session {}
