//! `CreateParticipantConnection`.

use std::fmt;

use connect_participant_model::{CREATE_PARTICIPANT_CONNECTION, Operation};
use serde::{Deserialize, Serialize};

use crate::closed_enum::closed_enum;
use crate::open_enum::{UnknownValue, open_enum};
use crate::protocol::input::{Input, members};
use crate::protocol::output::{Output, setters};
use crate::protocol::value::Members;
use crate::redact::Redacted;
use crate::types::timestamp::Timestamp;
use crate::types::token::{ConnectionToken, ParticipantToken};

/// The input of `CreateParticipantConnection`.
///
/// Source: [`CreateParticipantConnection`, request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#API_CreateParticipantConnection_RequestBody).
///
/// ```no_run
/// use connect_participant::{Client, ConnectionType, CreateParticipantConnectionInput, ParticipantToken};
///
/// # async fn example(client: Client, participant_token: ParticipantToken) -> connect_participant::Result<()> {
/// let input = CreateParticipantConnectionInput::new(participant_token)
///     .r#type([ConnectionType::ConnectionCredentials])
///     .connect_participant(true);
/// let output = client.call(input).await?;
/// let connection_token = output.connection_credentials.and_then(|credentials| credentials.connection_token);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) before anything is sent: where the list of types is empty.
/// Otherwise what the service answers, see [`ErrorKind`](crate::ErrorKind), or that it does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreateParticipantConnectionInput {
    r#type: Option<Vec<ConnectionType>>,
    participant_token: ParticipantToken,
    connect_participant: Option<bool>,
}

impl CreateParticipantConnectionInput {
    /// The participant token is the one that `StartChatContact` and its like returned.
    #[must_use]
    pub fn new(participant_token: ParticipantToken) -> Self {
        Self { r#type: None, participant_token, connect_participant: None }
    }

    /// What is asked for, at least one. A websocket may only be left out where the participant is connected without
    /// one, by [`connect_participant`](Self::connect_participant).
    #[must_use]
    pub fn r#type(self, r#type: impl IntoIterator<Item = ConnectionType>) -> Self {
        self.set_type(Some(r#type.into_iter().collect()))
    }

    /// Like [`r#type`](Self::r#type), but takes an `Option`.
    #[must_use]
    pub fn set_type(mut self, r#type: Option<Vec<ConnectionType>>) -> Self {
        self.r#type = r#type;
        self
    }

    /// Whether the participant counts as connected from now on. One who listens to a websocket counts as connected
    /// by that.
    #[must_use]
    pub fn connect_participant(self, connect_participant: bool) -> Self {
        self.set_connect_participant(Some(connect_participant))
    }

    /// Like [`connect_participant`](Self::connect_participant), but takes an `Option`.
    #[must_use]
    pub fn set_connect_participant(mut self, connect_participant: Option<bool>) -> Self {
        self.connect_participant = connect_participant;
        self
    }
}

impl Input for CreateParticipantConnectionInput {
    const OPERATION: &'static Operation = &CREATE_PARTICIPANT_CONNECTION;

    type Output = CreateParticipantConnectionOutput;

    fn members(&self) -> Members<'_> {
        members!(
            self,
            CREATE_PARTICIPANT_CONNECTION.members,
            [r#type, participant_token, connect_participant]
        )
    }
}

/// What `CreateParticipantConnection` may be asked for.
///
/// Source: [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#connectparticipant-CreateParticipantConnection-request-Type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectionType {
    /// `WEBSOCKET`: where to listen.
    Websocket,
    /// `CONNECTION_CREDENTIALS`: a connection token.
    ConnectionCredentials,
    /// `WEBRTC_CONNECTION`: a meeting of Amazon Chime's, for calls.
    WebrtcConnection,
}

closed_enum! {
    impl ConnectionType {
        Websocket => "WEBSOCKET",
        ConnectionCredentials => "CONNECTION_CREDENTIALS",
        WebrtcConnection => "WEBRTC_CONNECTION",
    }
}

/// The output of `CreateParticipantConnection`: what was asked for.
///
/// Source: [`CreateParticipantConnection`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#API_CreateParticipantConnection_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct CreateParticipantConnectionOutput {
    /// Where to listen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket: Option<Websocket>,
    /// What authorises every other operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_credentials: Option<ConnectionCredentials>,
    /// The meeting for a call.
    #[serde(rename = "WebRTCConnection", skip_serializing_if = "Option::is_none")]
    pub web_rtc_connection: Option<WebRtcConnection>,
}

setters! {
    impl CreateParticipantConnectionOutput {
        pub fn with_websocket(websocket: Websocket);
        pub fn with_connection_credentials(connection_credentials: ConnectionCredentials);
        pub fn with_web_rtc_connection(web_rtc_connection: WebRtcConnection);
    }
}

impl Output for CreateParticipantConnectionOutput {}

/// Where a participant listens to a chat.
///
/// Source: [`Websocket`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Websocket.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Websocket {
    /// The URL of the websocket, 1 to 2,000 characters. It is pre-signed: who has it can listen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Until when the URL is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_expiry: Option<Timestamp>,
}

setters! {
    impl Websocket {
        pub fn with_url(url: String);
        pub fn with_connection_expiry(connection_expiry: Timestamp);
    }
}

impl fmt::Debug for Websocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Websocket")
            .field("url", &self.url.as_ref().map(|_| Redacted))
            .field("connection_expiry", &self.connection_expiry)
            .finish()
    }
}

/// What authorises every operation but `CreateParticipantConnection`.
///
/// Source: [`ConnectionCredentials`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_ConnectionCredentials.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ConnectionCredentials {
    /// The connection token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_token: Option<ConnectionToken>,
    /// Until when it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Timestamp>,
}

setters! {
    impl ConnectionCredentials {
        pub fn with_connection_token(connection_token: ConnectionToken);
        pub fn with_expiry(expiry: Timestamp);
    }
}

/// What a participant joins a call with.
///
/// Source: [`WebRTCConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCConnection.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcConnection {
    /// Who joins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee: Option<Attendee>,
    /// What is joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<WebRtcMeeting>,
}

setters! {
    impl WebRtcConnection {
        pub fn with_attendee(attendee: Attendee);
        pub fn with_meeting(meeting: WebRtcMeeting);
    }
}

/// Someone who takes part in a meeting.
///
/// Source: [`Attendee`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Attendee.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Attendee {
    /// The id in Amazon Chime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee_id: Option<String>,
    /// What authorises to join. A secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_token: Option<String>,
}

setters! {
    impl Attendee {
        pub fn with_attendee_id(attendee_id: String);
        pub fn with_join_token(join_token: String);
    }
}

impl fmt::Debug for Attendee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attendee")
            .field("attendee_id", &self.attendee_id)
            .field("join_token", &self.join_token.as_ref().map(|_| Redacted))
            .finish()
    }
}

/// A meeting of Amazon Chime's.
///
/// Source: [`WebRTCMeeting`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMeeting.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcMeeting {
    /// Where its media go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_placement: Option<WebRtcMediaPlacement>,
    /// What is turned on in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_features: Option<MeetingFeaturesConfiguration>,
    /// The id in Amazon Chime, a UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting_id: Option<String>,
}

setters! {
    impl WebRtcMeeting {
        pub fn with_media_placement(media_placement: WebRtcMediaPlacement);
        pub fn with_meeting_features(meeting_features: MeetingFeaturesConfiguration);
        pub fn with_meeting_id(meeting_id: String);
    }
}

/// Where the media of a meeting go. Each URL has 1 to 2,000 characters.
///
/// Source: [`WebRTCMediaPlacement`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMediaPlacement.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcMediaPlacement {
    /// The URL for sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_host_url: Option<String>,
    /// The URL for sound where the first one cannot be reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_fallback_url: Option<String>,
    /// The URL for signalling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signaling_url: Option<String>,
    /// The URL to which the client's events go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_ingestion_url: Option<String>,
}

setters! {
    impl WebRtcMediaPlacement {
        pub fn with_audio_host_url(audio_host_url: String);
        pub fn with_audio_fallback_url(audio_fallback_url: String);
        pub fn with_signaling_url(signaling_url: String);
        pub fn with_event_ingestion_url(event_ingestion_url: String);
    }
}

/// What is turned on in a meeting.
///
/// Source: [`MeetingFeaturesConfiguration`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MeetingFeaturesConfiguration.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct MeetingFeaturesConfiguration {
    /// Of its sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<AudioFeatures>,
}

setters! {
    impl MeetingFeaturesConfiguration {
        pub fn with_audio(audio: AudioFeatures);
    }
}

/// What is turned on for the sound of a meeting.
///
/// Source: [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct AudioFeatures {
    /// The reduction of echoes by Amazon Voice Focus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echo_reduction: Option<MeetingFeatureStatus>,
}

setters! {
    impl AudioFeatures {
        pub fn with_echo_reduction(echo_reduction: MeetingFeatureStatus);
    }
}

/// Whether a feature of a meeting can be used.
///
/// Source: [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html#connectparticipant-Type-AudioFeatures-EchoReduction).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeetingFeatureStatus {
    /// `AVAILABLE`
    Available,
    /// `UNAVAILABLE`
    Unavailable,
    /// A value that this version of the crate does not know.
    Unknown(UnknownValue),
}

open_enum! {
    impl MeetingFeatureStatus {
        Available => "AVAILABLE",
        Unavailable => "UNAVAILABLE",
    }
}
