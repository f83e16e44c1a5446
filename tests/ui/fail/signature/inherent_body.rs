//! A method of a type ends with `;` too: the attribute generates the body.

use connect_participant::{Client, ConnectionToken, DescribeViewOutput, Participant, Result, participant_operation};

struct Session(Client);

impl Participant for Session {
    fn client(&self) -> &Client {
        &self.0
    }
}

impl Session {
    #[participant_operation(DescribeView)]
    async fn view(&self, view_token: &str, connection_token: &ConnectionToken) -> Result<DescribeViewOutput> {
        let _ = (view_token, connection_token);
        Ok(DescribeViewOutput::default())
    }
}

fn main() {}
