trait Snapshot {
    /// Marks one message as read.
    ///
    /// Calls `SendEvent` with the content type `application/vnd.amazonaws.connect.event.message.read`.
    fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __input = __connect_participant::SendEventInput::new(
                __connect_participant::EventContentType::MessageRead,
                __connect_participant::token::<
                    __connect_participant::__ConnectionToken,
                >(__connect_participant::__identity(connection_token)),
            )
            .message_id(
                __connect_participant::text(
                    __connect_participant::__identity(message_id),
                ),
            );
        __connect_participant::call(__client, __input)
    }
}
