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
            ::core::convert::identity(self),
        );
        #[allow(unused_qualifications)]
        let __content_type = __connect_participant::enum_value::<
            __connect_participant::EventContentType,
        >(::core::convert::identity(self.content_type(client)));
        #[allow(unused_qualifications)]
        let __content = __connect_participant::optional_text(
            ::core::convert::identity(content.trim()),
        );
        #[allow(unused_qualifications)]
        let __client_token = __connect_participant::optional_text(
            ::core::convert::identity(None::<&str>),
        );
        #[allow(unused_qualifications)]
        let __connection_token = __connect_participant::token::<
            __connect_participant::ConnectionToken,
        >(::core::convert::identity(self.connection_token()));
        #[allow(unused_qualifications)]
        let __input = __connect_participant::SendEventInput::new(
                __content_type,
                __connection_token,
            )
            .set_content(__content)
            .set_client_token(__client_token);
        __connect_participant::call(__client, __input)
    }
}
