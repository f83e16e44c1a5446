trait Snapshot {
    /// Calls `SendEvent` with the content type `application/vnd.amazonaws.connect.event.typing`.
    fn typing<'a>(
        &'a self,
        connection_token: &'a ConnectionToken,
    ) -> Pin<Box<dyn Future<Output = Result<SendEventOutput>> + Send + 'a>> {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __input = __runtime::SendEventInput::new(
            __runtime::EventContentType::Typing,
            __runtime::__Token::<
                __runtime::__ConnectionToken,
            >::convert(__runtime::__identity(connection_token)),
        );
        __runtime::boxed_call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
