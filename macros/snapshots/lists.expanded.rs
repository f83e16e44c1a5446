trait Snapshot {
    /// Calls `CreateParticipantConnection`.
    fn connect(
        &self,
        participant_token: ParticipantToken,
    ) -> impl ::core::future::Future<
        Output = Result<CreateParticipantConnectionOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __type = [
            __connect_participant::ConnectionType::Websocket,
            __connect_participant::enum_value::<
                __connect_participant::__ConnectionType,
            >(__connect_participant::__identity(self.other())),
        ];
        let __input = __connect_participant::CreateParticipantConnectionInput::new(
                __connect_participant::token::<
                    __connect_participant::__ParticipantToken,
                >(__connect_participant::__identity(participant_token)),
            )
            .r#type(__type)
            .connect_participant(
                __connect_participant::value::<
                    __connect_participant::__bool,
                >(__connect_participant::__identity(true)),
            );
        __connect_participant::call(__client, __input)
    }
}
