//! `CreateParticipantConnection`.

use std::fmt;

use connect_participant_model::{CREATE_PARTICIPANT_CONNECTION, Operation};
use serde::{Deserialize, Serialize, Serializer};

use crate::closed_enum::closed_enum;
use crate::error::Result;
use crate::method_output::{FromOutput, required};
use crate::open_enum::{UnknownValue, open_enum};
use crate::protocol::input::{OperationInput, members};
use crate::protocol::output::{OperationOutput, Sealed, setters};
use crate::protocol::serialize::serialize;
use crate::protocol::value::Members;
use crate::redact::Redacted;
use crate::types::timestamp::Timestamp;
use crate::types::token::{ConnectionToken, ParticipantToken};

/// The input of `CreateParticipantConnection`, which exchanges a participant token for a connection
/// token, for the URL of a websocket, or for both, depending on [`type`](Self::type).
///
/// Source: [`CreateParticipantConnection`,
/// request](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#API_CreateParticipantConnection_RequestBody).
///
/// ```no_run
/// use connect_participant::{
///     Client, ConnectionType, CreateParticipantConnectionInput, ParticipantToken,
/// };
///
/// # async fn example(client: Client, participant_token: ParticipantToken) -> connect_participant::Result<()> {
/// let input = CreateParticipantConnectionInput::new(participant_token)
///     .r#type([ConnectionType::ConnectionCredentials])
///     .connect_participant(true);
/// let output = client.call(input).await?;
/// let credentials = output.connection_credentials;
/// let connection_token = credentials.and_then(|credentials| credentials.connection_token);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// [`InvalidInput`](crate::ErrorKind::InvalidInput) if the list of types is empty; nothing is sent
/// then. For all other errors, see [`Client::call`](crate::Client::call).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreateParticipantConnectionInput {
    r#type: Option<Vec<ConnectionType>>,
    participant_token: ParticipantToken,
    connect_participant: Option<bool>,
}

impl CreateParticipantConnectionInput {
    /// Creates the input. `StartChatContact` and similar APIs return the participant token.
    #[must_use]
    pub fn new(participant_token: ParticipantToken) -> Self {
        Self { r#type: None, participant_token, connect_participant: None }
    }

    /// Sets the connections to create. Must have at least one entry. Without `Websocket`, also set
    /// [`connect_participant`](Self::connect_participant) to `true`: the service requires it.
    #[must_use]
    pub fn r#type(self, r#type: impl IntoIterator<Item = ConnectionType>) -> Self {
        self.set_type(Some(r#type.into_iter().collect()))
    }

    /// Like [`type`](Self::type), but takes an `Option`.
    #[must_use]
    pub fn set_type(mut self, r#type: Option<Vec<ConnectionType>>) -> Self {
        self.r#type = r#type;
        self
    }

    /// Sets whether this call marks the participant as connected. It is not needed with a
    /// websocket: the participant is connected when it subscribes.
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

/// Leaves out the token, see [`OperationInput`].
impl Serialize for CreateParticipantConnectionInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl OperationInput for CreateParticipantConnectionInput {
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

/// A kind of connection that `CreateParticipantConnection` creates.
///
/// Source:
/// [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#connectparticipant-CreateParticipantConnection-request-Type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectionType {
    /// `WEBSOCKET`: the URL of a websocket.
    Websocket,
    /// `CONNECTION_CREDENTIALS`: a connection token.
    ConnectionCredentials,
    /// `WEBRTC_CONNECTION`: an Amazon Chime meeting, for calls.
    WebrtcConnection,
}

closed_enum! {
    impl ConnectionType {
        Websocket => "WEBSOCKET",
        ConnectionCredentials => "CONNECTION_CREDENTIALS",
        WebrtcConnection => "WEBRTC_CONNECTION",
    }
}

/// The output of `CreateParticipantConnection`. It has the connections that were requested.
///
/// Source: [`CreateParticipantConnection`,
/// response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#API_CreateParticipantConnection_ResponseElements).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct CreateParticipantConnectionOutput {
    /// The websocket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub websocket: Option<Websocket>,
    /// The connection token.
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

impl OperationOutput for CreateParticipantConnectionOutput {}

impl Sealed for CreateParticipantConnectionOutput {}

#[diagnostic::do_not_recommend]
impl FromOutput<CreateParticipantConnectionOutput> for ConnectionToken {
    fn from_output(output: CreateParticipantConnectionOutput) -> Result<Self> {
        let credentials = ConnectionCredentials::from_output(output)?;
        required(credentials.connection_token, "ConnectionToken")
    }
}

#[diagnostic::do_not_recommend]
impl FromOutput<CreateParticipantConnectionOutput> for ConnectionCredentials {
    fn from_output(output: CreateParticipantConnectionOutput) -> Result<Self> {
        required(output.connection_credentials, "ConnectionCredentials")
    }
}

#[diagnostic::do_not_recommend]
impl FromOutput<CreateParticipantConnectionOutput> for Websocket {
    fn from_output(output: CreateParticipantConnectionOutput) -> Result<Self> {
        required(output.websocket, "Websocket")
    }
}

#[diagnostic::do_not_recommend]
impl FromOutput<CreateParticipantConnectionOutput> for WebRtcConnection {
    fn from_output(output: CreateParticipantConnectionOutput) -> Result<Self> {
        required(output.web_rtc_connection, "WebRTCConnection")
    }
}

/// A websocket on which a participant receives the chat.
///
/// Source:
/// [`Websocket`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Websocket.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Websocket {
    /// The URL of the websocket, 1 to 2,000 characters. It is pre-signed, so it is a secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The expiry of the URL.
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

/// The credentials for all operations except `CreateParticipantConnection`.
///
/// Source:
/// [`ConnectionCredentials`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_ConnectionCredentials.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ConnectionCredentials {
    /// The connection token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_token: Option<ConnectionToken>,
    /// The expiry of the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Timestamp>,
}

setters! {
    impl ConnectionCredentials {
        pub fn with_connection_token(connection_token: ConnectionToken);
        pub fn with_expiry(expiry: Timestamp);
    }
}

/// The data to join a call.
///
/// Source:
/// [`WebRTCConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCConnection.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcConnection {
    /// The attendee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee: Option<Attendee>,
    /// The meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<WebRtcMeeting>,
}

setters! {
    impl WebRtcConnection {
        pub fn with_attendee(attendee: Attendee);
        pub fn with_meeting(meeting: WebRtcMeeting);
    }
}

/// An attendee of a meeting.
///
/// Source:
/// [`Attendee`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Attendee.html).
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Attendee {
    /// The id in Amazon Chime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attendee_id: Option<String>,
    /// The token that authorises the attendee. It is a secret.
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

/// An Amazon Chime meeting.
///
/// Source:
/// [`WebRTCMeeting`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMeeting.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcMeeting {
    /// The URLs of its media.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_placement: Option<WebRtcMediaPlacement>,
    /// Its features.
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

/// The URLs of the media of a meeting, each 1 to 2,000 characters.
///
/// Source:
/// [`WebRTCMediaPlacement`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMediaPlacement.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct WebRtcMediaPlacement {
    /// The URL for audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_host_url: Option<String>,
    /// The fallback URL for audio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_fallback_url: Option<String>,
    /// The URL for signalling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signaling_url: Option<String>,
    /// The URL for the events of the client.
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

/// The features of a meeting.
///
/// Source:
/// [`MeetingFeaturesConfiguration`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MeetingFeaturesConfiguration.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct MeetingFeaturesConfiguration {
    /// The audio features.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<AudioFeatures>,
}

setters! {
    impl MeetingFeaturesConfiguration {
        pub fn with_audio(audio: AudioFeatures);
    }
}

/// The audio features of a meeting.
///
/// Source:
/// [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct AudioFeatures {
    /// The echo reduction of Amazon Voice Focus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echo_reduction: Option<MeetingFeatureStatus>,
}

setters! {
    impl AudioFeatures {
        pub fn with_echo_reduction(echo_reduction: MeetingFeatureStatus);
    }
}

/// The status of a feature of a meeting.
///
/// Source:
/// [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html#connectparticipant-Type-AudioFeatures-EchoReduction).
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
