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
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __input = __runtime::SendEventInput::new(
                __runtime::EventContentType::MessageRead,
                __runtime::__Token::<
                    __runtime::__ConnectionToken,
                >::convert(__runtime::__identity(connection_token)),
            )
            .message_id(__runtime::__Text::convert(__runtime::__identity(message_id)));
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
