trait Snapshot {
    fn typing(
        &self,
        connection_token: &ConnectionToken,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        let client = crate::sdk::chat::__private::client(
            ::core::convert::identity(self),
        );
        crate::sdk::chat::__private::call(
            client,
            crate::sdk::chat::SendEventInput::new(
                crate::sdk::chat::EventContentType::Typing,
                crate::sdk::chat::__private::connection_token(
                    ::core::convert::identity(connection_token),
                ),
            ),
        )
    }
}
