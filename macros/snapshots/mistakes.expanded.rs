trait Snapshot {
    #[must_use]
    fn typing(
        &self,
        connection_token: &ConnectionToken,
        colour: u8,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::__private as __connect_participant;
        __connect_participant::ide! {
            use __connect_participant::ide::operation::SendEvent as _; use
            __connect_participant::ide::send_event:: { content_type as _ };
        }
        let _ = (&connection_token, &colour);
        let _ = || {
            (
                __connect_participant::__Participant::client(
                    __connect_participant::__identity(self),
                ),
                __connect_participant::token::<
                    __connect_participant::__ConnectionToken,
                >(__connect_participant::__identity(connection_token)),
            )
        };
        __connect_participant::never::<__connect_participant::SendEventInput, _>()
    }
    ::core::compile_error! {
        "`SendEvent` has no content type `application/vnd.amazonaws.connect.event.typin`\nhelp: did you mean \"application/vnd.amazonaws.connect.event.typing\"?"
    }
    ::core::compile_error! {
        "the parameter `connection_token` cannot be `mut`\nhelp: remove `mut`"
    }
    ::core::compile_error! {
        "unused parameter `colour`: `SendEvent` has no member of that name\nhelp: `SendEvent` has the members `content_type`, `content`, `message_id`, `client_token` and `connection_token`"
    }
}
