//! The builder of a session.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use connect_participant::{Client, Error, ErrorKind, ParticipantToken, Result};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};

use crate::backoff::Backoff;
use crate::calls::Connecting;
use crate::checkpoint::Checkpoint;
use crate::driver::created::Created;
use crate::driver::{Driver, Parts};
use crate::events::Events;
use crate::gap::{First, Gap};
use crate::layers::observation::observed;
use crate::layers::renewal::renewing;
use crate::mailbox::Mailbox;
use crate::own::Own;
use crate::progress::Progress;
use crate::session::Session;
use crate::settings::Settings;
use crate::status::Status;
use crate::timeline::Timeline;
use crate::tokens::Tokens;
use crate::turn::Turn;
use crate::within::within;

/// The shortest lifetime of a websocket.
const MIN_LIFETIME: Duration = Duration::from_secs(60);

/// The smallest queue.
const MIN_QUEUE: usize = 16;

/// The accuracy of the service's `Date`.
const SECOND: Duration = Duration::from_secs(1);

/// A builder of a session with other settings. [`Session::builder`] creates it.
///
/// ```no_run
/// use connect_participant::{Client, ParticipantToken};
/// use connect_participant_session::Session;
///
/// # async fn example(client: Client, token: ParticipantToken) -> connect_participant::Result<()> {
/// let (session, events) = Session::builder(&client, token).history(100).connect().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use = "a builder does nothing until `connect` is called"]
pub struct SessionBuilder {
    client: Client,
    participant_token: ParticipantToken,
    checkpoint: Option<Checkpoint>,
    settings: Settings,
}

impl Session {
    /// Connects a participant, with the default settings. Returns when the session is live, see
    /// [`SessionBuilder::connect`].
    ///
    /// For a customer. For an agent or a bot, use the [builder](Self::builder), and set
    /// [`connect_participant(true)`](SessionBuilder::connect_participant).
    ///
    /// ```no_run
    /// use connect_participant::{Client, ParticipantToken};
    /// use connect_participant_session::{ChatEvent, Session};
    ///
    /// # async fn example(token: String) -> connect_participant::Result<()> {
    /// let client = Client::from_env()?;
    /// // `StartChatContact` returns the token.
    /// let token = ParticipantToken::new(token)?;
    /// let (chat, mut events) = Session::connect(&client, token).await?;
    /// chat.send_text("Where is my parcel?").await?;
    /// while let Some(event) = events.next().await {
    ///     if let ChatEvent::Message(message) = event {
    ///         println!("{}", message.text());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`SessionBuilder::connect`].
    pub async fn connect(
        client: &Client,
        participant_token: ParticipantToken,
    ) -> Result<(Self, Events)> {
        Self::builder(client, participant_token).connect().await
    }

    /// Creates a builder.
    pub fn builder(client: &Client, participant_token: ParticipantToken) -> SessionBuilder {
        SessionBuilder::new(client, participant_token)
    }

    /// Connects again, possibly in another process, and continues after a checkpoint. Every later
    /// item of the transcript comes once.
    ///
    /// ```no_run
    /// use connect_participant::Client;
    /// use connect_participant_session::{Checkpoint, Session};
    ///
    /// # async fn example(client: &Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// // Another process has stored `session.checkpoint()`.
    /// let checkpoint: Checkpoint = serde_json::from_str(stored)?;
    /// let (session, mut events) = Session::resume(client, checkpoint).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The checkpoint has the id of the participant, and
    /// [`connect_participant`](SessionBuilder::connect_participant). The other settings are the
    /// defaults. To change them, call [`resume_builder`](Self::resume_builder).
    ///
    /// # Errors
    ///
    /// See [`SessionBuilder::connect`]. Fails with [`AccessDenied`](ErrorKind::AccessDenied) if the
    /// chat has ended meanwhile.
    pub async fn resume(client: &Client, checkpoint: Checkpoint) -> Result<(Self, Events)> {
        Self::resume_builder(client, checkpoint).connect().await
    }

    /// Creates a builder that [resumes](Self::resume).
    pub fn resume_builder(client: &Client, checkpoint: Checkpoint) -> SessionBuilder {
        SessionBuilder::from_checkpoint(client, checkpoint)
    }
}

impl SessionBuilder {
    fn new(client: &Client, participant_token: ParticipantToken) -> Self {
        Self {
            client: client.clone(),
            participant_token,
            checkpoint: None,
            settings: Settings::default(),
        }
    }

    fn from_checkpoint(client: &Client, checkpoint: Checkpoint) -> Self {
        let mut builder = Self::new(client, checkpoint.participant_token.clone());
        builder.settings.participant_id.clone_from(&checkpoint.participant_id);
        builder.settings.connect_participant = checkpoint.connect_participant;
        builder.checkpoint = Some(checkpoint);
        builder
    }

    /// Sets `ConnectParticipant`, which marks the participant as connected. Defaults to `false`.
    ///
    /// An agent or a bot needs `true`. If it was added with `CreateParticipant`, AWS requires it to
    /// connect within 15 seconds. A customer is connected by the websocket alone.
    ///
    /// Source: [`CreateParticipantConnection`][api].
    ///
    /// [api]: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
    pub fn connect_participant(mut self, connect: bool) -> Self {
        self.settings.connect_participant = connect;
        self
    }

    /// Sets the maximum number of earlier items, which come first. Defaults to 0: the first items
    /// are those that are sent while the session connects. At most 10,000 items are read.
    ///
    /// For earlier messages, [`is_history`](crate::Message::is_history) returns `true`. A session
    /// that is resumed ignores this setting.
    pub fn history(mut self, items: usize) -> Self {
        self.settings.history = items;
        self
    }

    /// Sets whether the session sends delivered receipts by itself. Defaults to `false`: call
    /// [`mark_delivered`](Session::mark_delivered) or [`mark_read`](Session::mark_read).
    ///
    /// A message or an attachment gets the receipt when it is put into the queue, if an agent, a
    /// customer or a bot has sent it.
    ///
    /// History, messages of the system, and your own messages get no receipt.
    pub fn delivered_receipts(mut self, send: bool) -> Self {
        self.settings.delivered_receipts = send;
        self
    }

    /// Sets the id of the participant. `StartChatContact` and `CreateParticipant` return it beside
    /// the token.
    ///
    /// The session then recognises all messages of this participant. Otherwise, it learns the id
    /// from the first message that you send, see [`Message::is_own`](crate::Message::is_own).
    pub fn participant_id(mut self, participant_id: impl Into<String>) -> Self {
        self.settings.participant_id = Some(participant_id.into());
        self
    }

    /// Sets the maximum number of unread events in the queue. Defaults to 256. The minimum is 16.
    ///
    /// Items that do not fit are read from the transcript later.
    pub fn queue_capacity(mut self, events: usize) -> Self {
        self.settings.queue_capacity = events.max(MIN_QUEUE);
        self
    }

    /// Sets the time limit of [`connect`](Self::connect), with all attempts.
    ///
    /// Defaults to 30 seconds. The time for which an attempt waits for its turn, by the
    /// [rate limits](connect_participant::ClientBuilder::rate_limits) of the client, does not count:
    /// many sessions can connect at once.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Sets the maximum time without a connection. After it, the session ends with
    /// [`ChatEvent::Failed`](crate::ChatEvent::Failed). Defaults to no limit: the
    /// session reconnects until the service refuses the participant token.
    ///
    /// The time for which an attempt waits for its turn, by the rate limits of the client, counts.
    /// The documented quota lets six sessions connect in a second.
    pub fn max_outage(mut self, outage: Duration) -> Self {
        self.settings.max_outage = Some(outage);
        self
    }

    /// Sets the time after which the session replaces its websocket. Defaults to 59 minutes, as in
    /// the clients from AWS. Less than one minute means one minute. AWS does not document how long
    /// the service keeps a websocket open.
    pub fn websocket_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.websocket_lifetime = lifetime.max(MIN_LIFETIME);
        self
    }

    /// Gets a connection token, opens a websocket, and subscribes to the chat. Returns when the
    /// service has confirmed the subscription. Transient failures are retried until the
    /// [time limit](Self::connect_timeout).
    ///
    /// # Errors
    ///
    /// - [`AccessDenied`](ErrorKind::AccessDenied) if the service refuses the participant token: it
    ///   is not valid, the chat has ended, or the participant has left.
    /// - [`Timeout`](ErrorKind::Timeout) at the time limit. The message contains the last failure.
    /// - [`InvalidInput`](ErrorKind::InvalidInput) if there is no Tokio runtime, or if the
    ///   transport cannot open websockets, such as reqwest.
    /// - Any other error of `CreateParticipantConnection` that is not transient.
    pub async fn connect(self) -> Result<(Session, Events)> {
        let status = Arc::new(Status::new());
        let (client, limit) = (self.client.clone(), self.settings.connect_timeout);
        let start = client.clock().now();
        let mut connecting = pin!(self.run(Arc::clone(&status)));
        let mut time_left = limit;
        loop {
            if let Some(connected) = within(&client, time_left, connecting.as_mut()).await {
                return connected;
            }
            let now = client.clock().now();
            let end = start.saturating_add(limit).saturating_add(status.waits.total(now));
            time_left = end.saturating_sub(now);
            if time_left.is_zero() {
                let last = status.last_error();
                let reason = last.map(|error| format!(": {error}")).unwrap_or_default();
                let seconds = limit.as_secs_f64();
                let problem = format!("not connected within {seconds} s{reason}");
                return Err(Error::new(ErrorKind::Timeout, problem));
            }
        }
    }

    async fn run(self, status: Arc<Status>) -> Result<(Session, Events)> {
        let runtime = Handle::try_current().map_err(|_| {
            let problem = "there is no Tokio runtime: connect a session inside of one";
            Error::new(ErrorKind::InvalidInput, problem)
        })?;
        let Self { client, participant_token, checkpoint, settings } = self;
        let start = client.clock().now();
        let created = create(&client, &participant_token, &settings, &status).await?;

        let tokens = Arc::new(Tokens::new(created.token.clone()));
        let (sender, commands) = mpsc::unbounded_channel();
        let renewing = renewing(&client, Arc::clone(&tokens), sender.clone());
        let observed = observed(&renewing, Arc::clone(&tokens), sender.clone());
        let now = client.clock().now();
        let since = now.saturating_sub(start) + SECOND;
        let since = created.service_time.checked_sub(since).unwrap_or(UNIX_EPOCH);
        let progress = match checkpoint {
            Some(checkpoint) => checkpoint.progress,
            None => Progress::new(First { history: settings.history, since }),
        };
        let mailbox = Arc::new(Mailbox::new(settings.queue_capacity, progress.clone()));
        let own = Own::new(settings.participant_id.as_deref());
        let timeline = Timeline::new(Arc::clone(&mailbox), own, &progress);
        let gap = match (progress.gap, timeline.gap_start()) {
            (Some(place), _) => Gap::resumed(place, progress.first, now),
            (None, Some(mark)) => Gap::after(mark, now),
            (None, None) => Gap::first(progress.first, now),
        };
        let connect_participant = settings.connect_participant;
        let (ready, is_ready) = oneshot::channel();
        status.set_participant_id(settings.participant_id.as_deref());
        let parts = Parts {
            client: renewing,
            participant_token: participant_token.clone(),
            tokens: Arc::clone(&tokens),
            status: Arc::clone(&status),
            mailbox: Arc::clone(&mailbox),
            commands,
            settings,
            timeline,
            gap,
            ready,
        };
        // The handles are made first: if this future is dropped, they end the task.
        let session = Session::new(
            observed,
            tokens,
            status,
            Arc::clone(&mailbox),
            sender.clone(),
            participant_token,
            connect_participant,
        );
        let events = Events::new(mailbox, sender);
        runtime.spawn(Box::new(Driver::new(parts, created)).run());
        match is_ready.await {
            Ok(result) => result.map(|()| (session, events)),
            Err(_) => Err(Error::new(ErrorKind::Transport, "the runtime is shutting down")),
        }
    }
}

/// Creates the first connection. Transient failures are retried.
async fn create(
    client: &Client,
    participant_token: &ParticipantToken,
    settings: &Settings,
    status: &Status,
) -> Result<Created> {
    let single = client.with_max_attempts(1);
    let mut backoff = Backoff::default();
    loop {
        let (turn, single) = Turn::next(&single);
        status.waits.begin(turn);
        let created = single.create_connection(participant_token, settings.connect()).await;
        status.waits.end(client.clock().now());
        let error = match created.and_then(|output| Created::new(output, client)) {
            Ok(created) => return Ok(created),
            Err(error) => error,
        };
        if !error.is_retryable() {
            return Err(error);
        }
        let delay = backoff.after_failure(error.retry_after(), client.jitter());
        status.set_last_error(Some(error));
        client.clock().sleep(delay).await;
    }
}
