trait Snapshot {
    fn send_event(
        &self,
        content_type: EventContentType,
        message_id: Option<&str>,
        connection_token: &ConnectionToken,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let client = __connect_participant::client(::core::convert::identity(self));
        __connect_participant::call(
            client,
            __connect_participant::SendEventInput::new(
                    __connect_participant::content_type(
                        ::core::convert::identity(content_type),
                    ),
                    __connect_participant::connection_token(
                        ::core::convert::identity(connection_token),
                    ),
                )
                .set_message_id(
                    __connect_participant::optional_text(
                        ::core::convert::identity(message_id),
                    ),
                ),
        )
    }
}
