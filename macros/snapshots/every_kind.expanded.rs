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
        use ::connect_participant::__private as __connect_participant;
        let __client = __connect_participant::__Participant::client(
            __connect_participant::__identity(self),
        );
        let __sort_order = __connect_participant::optional_enum_value::<
            __connect_participant::__SortKey,
            _,
        >(__connect_participant::__identity(order));
        let __start_position = __connect_participant::optional_value::<
            __connect_participant::__StartPosition,
            _,
        >(__connect_participant::__identity(self.start()));
        let __input = __connect_participant::GetTranscriptInput::new(
                __connect_participant::token::<
                    __connect_participant::__ConnectionToken,
                >(__connect_participant::__identity(connection_token)),
            )
            .max_results(
                __connect_participant::value::<
                    __connect_participant::__i32,
                >(__connect_participant::__identity(100_i32)),
            )
            .set_next_token(
                __connect_participant::optional_text(
                    __connect_participant::__identity(next_token),
                ),
            )
            .scan_direction(__connect_participant::ScanDirection::Forward)
            .set_sort_order(__sort_order)
            .set_start_position(__start_position);
        __connect_participant::call(__client, __input)
    }
}
