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
        let client = __connect_participant::client(::core::convert::identity(self));
        #[allow(unused_qualifications)]
        let input = __connect_participant::SendEventInput::new(
                __connect_participant::EventContentType::__member(
                    ::core::convert::identity(self.content_type(client)),
                ),
                __connect_participant::ConnectionToken::__member(
                    ::core::convert::identity(self.connection_token()),
                ),
            )
            .set_content(
                __connect_participant::optional_text(
                    ::core::convert::identity(content.trim()),
                ),
            )
            .set_client_token(
                __connect_participant::optional_text(
                    ::core::convert::identity(None::<&str>),
                ),
            );
        __connect_participant::call(client, input)
    }
}
