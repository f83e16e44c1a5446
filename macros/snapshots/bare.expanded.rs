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
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __input = __runtime::SendEventInput::new(
                __runtime::__Enum::<
                    __runtime::__EventContentType,
                >::convert(__runtime::__identity(content_type)),
                __runtime::__Token::<
                    __runtime::__ConnectionToken,
                >::convert(__runtime::__identity(connection_token)),
            )
            .set_message_id(
                __runtime::__OptionalText::convert(__runtime::__identity(message_id)),
            );
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
