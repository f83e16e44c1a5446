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
            ::core::convert::identity(self),
        );
        #[allow(unused_qualifications)]
        let __type = [
            __connect_participant::ConnectionType::Websocket,
            __connect_participant::enum_value::<
                __connect_participant::ConnectionType,
            >(::core::convert::identity(self.other())),
        ];
        #[allow(unused_qualifications)]
        let __input = __connect_participant::CreateParticipantConnectionInput::new(
                __connect_participant::token::<
                    __connect_participant::ParticipantToken,
                >(::core::convert::identity(participant_token)),
            )
            .r#type(__type)
            .connect_participant(
                __connect_participant::value::<
                    ::core::primitive::bool,
                >(::core::convert::identity(true)),
            );
        __connect_participant::call(__client, __input)
    }
}
