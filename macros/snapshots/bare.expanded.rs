trait Snapshot {
    /// Calls `SendEvent`.
    fn send_event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __input = __connect_participant::SendEventInput::new(
                __connect_participant::enum_value::<
                    __connect_participant::__EventContentType,
                >(__connect_participant::__identity(content_type)),
                __connect_participant::token::<
                    __connect_participant::__ConnectionToken,
                >(__connect_participant::__identity(connection_token)),
            )
            .set_message_id(
                __connect_participant::optional_text(
                    __connect_participant::__identity(message_id),
                ),
            );
        __connect_participant::call(__client, __input)
    }
}
