trait Snapshot {
    /// Calls `SendEvent` with the content type `application/vnd.amazonaws.connect.event.typing`.
    fn typing(
        &self,
        connection_token: &ConnectionToken,
    ) -> impl Future<Output = Result<()>> {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __input = __runtime::SendEventInput::new(
            __runtime::EventContentType::Typing,
            __runtime::__Token::<
                __runtime::__ConnectionToken,
            >::convert(__runtime::__identity(connection_token)),
        );
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
