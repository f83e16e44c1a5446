trait Snapshot {
    /// Marks one message as read.
    fn read(
        &self,
        connection_token: &ConnectionToken,
        message_id: &str,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        let client = ::connect_participant::__private::client(
            ::core::convert::identity(self),
        );
        ::connect_participant::__private::call(
            client,
            ::connect_participant::SendEventInput::new(
                    ::connect_participant::EventContentType::MessageRead,
                    ::connect_participant::__private::connection_token(
                        ::core::convert::identity(connection_token),
                    ),
                )
                .message_id(
                    ::connect_participant::__private::text(
                        ::core::convert::identity(message_id),
                    ),
                ),
        )
    }
}
