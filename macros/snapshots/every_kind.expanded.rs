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
            ::core::convert::identity(self),
        );
        #[allow(unused_qualifications)]
        let __sort_order = __connect_participant::optional_enum_value::<
            __connect_participant::SortKey,
            _,
        >(::core::convert::identity(order));
        #[allow(unused_qualifications)]
        let __start_position = __connect_participant::optional_value::<
            __connect_participant::StartPosition,
            _,
        >(::core::convert::identity(self.start()));
        #[allow(unused_qualifications)]
        let __input = __connect_participant::GetTranscriptInput::new(
                __connect_participant::token::<
                    __connect_participant::ConnectionToken,
                >(::core::convert::identity(connection_token)),
            )
            .max_results(
                __connect_participant::value::<
                    ::core::primitive::i32,
                >(::core::convert::identity(100)),
            )
            .set_next_token(
                __connect_participant::optional_text(
                    ::core::convert::identity(next_token),
                ),
            )
            .scan_direction(__connect_participant::ScanDirection::Forward)
            .set_sort_order(__sort_order)
            .set_start_position(__start_position);
        __connect_participant::call(__client, __input)
    }
}
