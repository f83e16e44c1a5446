trait Snapshot {
    /// Calls `SendEvent` with the content type `application/vnd.amazonaws.connect.event.message.delivered`.
    fn delivered(
        &self,
        token: ConnectionToken,
        once: Option<String>,
    ) -> impl ::core::future::Future<
        Output = Result<(), DeskError>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __input = __connect_participant::SendEventInput::new(
                __connect_participant::EventContentType::MessageDelivered,
                __connect_participant::token::<
                    __connect_participant::__ConnectionToken,
                >(__connect_participant::__identity(token)),
            )
            .content(
                __connect_participant::text(
                    __connect_participant::__identity(r#"{"messageId":"1"}"#),
                ),
            )
            .set_client_token(
                __connect_participant::optional_text(
                    __connect_participant::__identity(once),
                ),
            );
        __connect_participant::call(__client, __input)
    }
}
