trait Snapshot {
    /// Calls `SendEvent`.
    fn event(
        &self,
        client: &str,
        content: &str,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __content_type = __connect_participant::enum_value::<
            __connect_participant::__EventContentType,
        >(__connect_participant::__identity(self.content_type(client)));
        let __content = __connect_participant::optional_text(
            __connect_participant::__identity(content.trim()),
        );
        let __client_token = __connect_participant::optional_text(
            __connect_participant::__identity(None::<&str>),
        );
        let __connection_token = __connect_participant::token::<
            __connect_participant::__ConnectionToken,
        >(__connect_participant::__identity(self.connection_token()));
        let __input = __connect_participant::SendEventInput::new(
                __content_type,
                __connection_token,
            )
            .set_content(__content)
            .set_client_token(__client_token);
        __connect_participant::call(__client, __input)
    }
}
