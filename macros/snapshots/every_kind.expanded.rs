trait Snapshot {
    /// Calls `GetTranscript`.
    fn transcript(
        &self,
        connection_token: &ConnectionToken,
        order: Option<SortKey>,
        next_token: Option<&str>,
    ) -> impl ::core::future::Future<
        Output = Result<GetTranscriptOutput>,
    > + ::core::marker::Send {
        use ::connect_participant::parameter::__private as __runtime;
        let __client = __runtime::__Participant::client(__runtime::__identity(self));
        let __sort_order = __runtime::__OptionalEnum::<
            __runtime::__SortKey,
            _,
        >::convert(__runtime::__identity(order));
        let __start_position = __runtime::__OptionalValue::<
            __runtime::__StartPosition,
            _,
        >::convert(__runtime::__identity(self.start()));
        let __input = __runtime::GetTranscriptInput::new(
                __runtime::__Token::<
                    __runtime::__ConnectionToken,
                >::convert(__runtime::__identity(connection_token)),
            )
            .max_results(
                __runtime::__Value::<
                    __runtime::__i32,
                >::convert(__runtime::__identity(100_i32)),
            )
            .set_next_token(
                __runtime::__OptionalText::convert(__runtime::__identity(next_token)),
            )
            .scan_direction(__runtime::ScanDirection::Forward)
            .set_sort_order(__sort_order)
            .set_start_position(__start_position);
        __runtime::call(__client, __input, __runtime::__MethodOutput::convert)
    }
}
