trait Snapshot {
    fn delivered(
        &self,
        token: ConnectionToken,
        once: Option<String>,
    ) -> impl ::core::future::Future<
        Output = Result<(), DeskError>,
    > + ::core::marker::Send {
        let client = ::connect_participant::__private::client(
            ::core::convert::identity(self),
        );
        ::connect_participant::__private::call(
            client,
            ::connect_participant::SendEventInput::new(
                    ::connect_participant::EventContentType::MessageDelivered,
                    ::connect_participant::__private::connection_token(
                        ::core::convert::identity(token),
                    ),
                )
                .set_content(
                    ::connect_participant::__private::optional_text(
                        ::core::convert::identity(r#"{"messageId":"1"}"#),
                    ),
                )
                .set_client_token(
                    ::connect_participant::__private::optional_text(
                        ::core::convert::identity(once),
                    ),
                ),
        )
    }
}
