trait Snapshot {
    /// Calls `SendEvent` with the content type `application/vnd.amazonaws.connect.event.message.delivered`.
    fn delivered(
        &self,
        token: ConnectionToken,
        once: Option<String>,
    ) -> impl ::core::future::Future<
        Output = Result<(), DeskError>,
    > + ::core::marker::Send {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __input = __runtime::SendEventInput::new(
                __runtime::EventContentType::MessageDelivered,
                __runtime::__Token::<
                    __runtime::__ConnectionToken,
                >::convert(__runtime::__identity(token)),
            )
            .content(
                __runtime::__Text::convert(__runtime::__identity(r#"{"messageId":"1"}"#)),
            )
            .set_client_token(
                __runtime::__OptionalText::convert(__runtime::__identity(once)),
            );
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
