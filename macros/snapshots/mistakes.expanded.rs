trait Snapshot {
    #[must_use]
    fn typing(
        &self,
        connection_token: &ConnectionToken,
        colour: u8,
    ) -> impl ::core::future::Future<
        Output = Result<SendEventOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::parameter::__private as __runtime;
        __runtime::ide! {
            use __runtime::ide::operation::SendEvent as _; use
            __runtime::ide::send_event:: { content_type as _ };
        }
        let _ = (&connection_token, &colour);
        let _ = || {
            (
                __runtime::__Participant::client(__runtime::__identity(self)),
                __runtime::__Token::<
                    __runtime::__ConnectionToken,
                >::convert(__runtime::__identity(connection_token)),
            )
        };
        __runtime::never::<
            __runtime::SendEventOutput,
            _,
        >(__runtime::__MethodOutput::convert)
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
