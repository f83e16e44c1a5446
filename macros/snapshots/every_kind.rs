#[participant_operation(
    GetTranscript,
    max_results = 100,
    scan_direction = "FORWARD",
    sort_order = order,
    start_position = self.start(),
)]
async fn transcript(&self, connection_token: &ConnectionToken, order: Option<SortKey>, next_token: Option<&str>) -> Result<GetTranscriptOutput>;
