trait Snapshot {
    /// Calls `CreateParticipantConnection`.
    fn connect(
        &self,
        participant_token: ParticipantToken,
    ) -> impl ::core::future::Future<
        Output = Result<CreateParticipantConnectionOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __type = [
            __runtime::ConnectionType::Websocket,
            __runtime::__Enum::<
                __runtime::__ConnectionType,
            >::convert(__runtime::__identity(self.other())),
        ];
        let __input = __runtime::CreateParticipantConnectionInput::new(
                __runtime::__Token::<
                    __runtime::__ParticipantToken,
                >::convert(__runtime::__identity(participant_token)),
            )
            .r#type(__type)
            .connect_participant(
                __runtime::__Value::<
                    __runtime::__bool,
                >::convert(__runtime::__identity(true)),
            );
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
