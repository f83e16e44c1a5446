trait Snapshot {
    fn typing(
        &self,
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
                ::connect_participant::EventContentType::Typing,
                ::connect_participant::__private::connection_token(
                    ::core::convert::identity(connection_token),
                ),
            ),
        )
    }
}
