trait Snapshot {
    fn send_event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
        connection_token: &ConnectionToken,
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
                        ::core::convert::identity(content_type),
                    ),
                    ::connect_participant::__private::connection_token(
                        ::core::convert::identity(connection_token),
                    ),
                )
                .set_message_id(
                    ::connect_participant::__private::optional_text(
                        ::core::convert::identity(message_id),
                    ),
                ),
        )
    }
}
