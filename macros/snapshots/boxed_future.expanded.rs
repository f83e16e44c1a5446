trait Snapshot {
    fn typing<'a>(
        &'a self,
        connection_token: &'a ConnectionToken,
    ) -> Pin<Box<dyn Future<Output = Result<SendEventOutput>> + Send + 'a>> {
        let client = ::connect_participant::__private::client(
            ::core::convert::identity(self),
        );
        ::connect_participant::__private::boxed_call(
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
