#[participant_operation(
    CreateParticipantConnection,
    type = ["WEBSOCKET", self.other()],
    connect_participant = true,
)]
async fn connect(&self, participant_token: ParticipantToken) -> Result<CreateParticipantConnectionOutput>;
