trait Snapshot {
    fn event(
        &self,
        client: &str,
        content: &str,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        let client = ::connect_participant::__private::client(
            ::core::convert::identity(self),
        );
        ::connect_participant::__private::call(
            client,
            ::connect_participant::SendEventInput::new(
                    ::connect_participant::__private::content_type(
                        ::core::convert::identity(self.content_type(client)),
                    ),
                    ::connect_participant::__private::connection_token(
                        ::core::convert::identity(self.connection_token()),
                    ),
                )
                .set_content(
                    ::connect_participant::__private::optional_text(
                        ::core::convert::identity(content.trim()),
                    ),
                )
                .set_client_token(
                    ::connect_participant::__private::optional_text(
                        ::core::convert::identity(None::<&str>),
                    ),
                ),
        )
    }
}
