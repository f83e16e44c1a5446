trait Snapshot {
    /// Calls `SendEvent`.
    fn event(
        &self,
        client: &str,
        content: &str,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __content_type = __runtime::__Enum::<
            __runtime::__EventContentType,
        >::convert(__runtime::__identity(self.content_type(client)));
        let __content = __runtime::__OptionalText::convert(
            __runtime::__identity(content.trim()),
        );
        let __client_token = __runtime::__OptionalText::convert(
            __runtime::__identity(None::<&str>),
        );
        let __connection_token = __runtime::__Token::<
            __runtime::__ConnectionToken,
        >::convert(__runtime::__identity(self.connection_token()));
        let __input = __runtime::SendEventInput::new(__content_type, __connection_token)
            .set_content(__content)
            .set_client_token(__client_token);
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
