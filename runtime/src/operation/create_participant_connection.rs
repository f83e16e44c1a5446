//! `CreateParticipantConnection`.

use super::Output;
use crate::string_enum::string_enum;
use crate::{ConnectionToken, ParticipantToken, Timestamp};

input! {
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
    CreateParticipantConnectionInput for CREATE_PARTICIPANT_CONNECTION -> CreateParticipantConnectionOutput {
        /// The participant token is the one that `StartChatContact` and its like returned.
        new(participant_token "ParticipantToken": ParticipantToken);
        /// What is asked for, at least one. A websocket may only be left out where the participant is connected without
        /// one, by [`connect_participant`](Self::connect_participant).
        r#type set_type "Type": (Vec<ConnectionType>);
        /// Whether the participant counts as connected from now on. One who listens to a websocket counts as connected
        /// by that.
        connect_participant set_connect_participant "ConnectParticipant": bool;
    }
}

string_enum! {
    /// What `CreateParticipantConnection` may be asked for.
    ///
    /// Source: [`CreateParticipantConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#connectparticipant-CreateParticipantConnection-request-Type).
    ConnectionType {
        /// `WEBSOCKET`: where to listen.
        Websocket = "WEBSOCKET",
        /// `CONNECTION_CREDENTIALS`: a connection token.
        ConnectionCredentials = "CONNECTION_CREDENTIALS",
        /// `WEBRTC_CONNECTION`: a meeting of Amazon Chime's, for calls.
        WebrtcConnection = "WEBRTC_CONNECTION",
    }
}

output! {
    /// The output of `CreateParticipantConnection`: what was asked for.
    ///
    /// Source: [`CreateParticipantConnection`, response](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html#API_CreateParticipantConnection_ResponseElements).
    CreateParticipantConnectionOutput {
        /// Where to listen.
        websocket: Websocket;
        /// What authorises every other operation.
        connection_credentials: ConnectionCredentials;
        /// The meeting for a call.
        #[serde(rename = "WebRTCConnection")]
        web_rtc_connection: WebRtcConnection;
    }
}

impl Output for CreateParticipantConnectionOutput {}

output! {
    /// Where a participant listens to a chat.
    ///
    /// Source: [`Websocket`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Websocket.html).
    Websocket {
        /// The URL of the websocket, 1 to 2,000 characters. It is pre-signed: who has it can listen.
        url: String, hidden;
        /// Until when the URL is valid.
        connection_expiry: Timestamp;
    }
}

output! {
    /// What authorises every operation but `CreateParticipantConnection`.
    ///
    /// Source: [`ConnectionCredentials`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_ConnectionCredentials.html).
    ConnectionCredentials {
        /// The connection token.
        connection_token: ConnectionToken;
        /// Until when it is valid.
        expiry: Timestamp;
    }
}

output! {
    /// What a participant joins a call with.
    ///
    /// Source: [`WebRTCConnection`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCConnection.html).
    WebRtcConnection {
        /// Who joins.
        attendee: Attendee;
        /// What is joined.
        meeting: WebRtcMeeting;
    }
}

output! {
    /// Someone who takes part in a meeting.
    ///
    /// Source: [`Attendee`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_Attendee.html).
    Attendee {
        /// The id in Amazon Chime.
        attendee_id: String;
        /// What authorises to join. A secret.
        join_token: String, hidden;
    }
}

output! {
    /// A meeting of Amazon Chime's.
    ///
    /// Source: [`WebRTCMeeting`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMeeting.html).
    WebRtcMeeting {
        /// Where its media go.
        media_placement: WebRtcMediaPlacement;
        /// What is turned on in it.
        meeting_features: MeetingFeaturesConfiguration;
        /// The id in Amazon Chime, a UUID.
        meeting_id: String;
    }
}

output! {
    /// Where the media of a meeting go. Each URL has 1 to 2,000 characters.
    ///
    /// Source: [`WebRTCMediaPlacement`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_WebRTCMediaPlacement.html).
    WebRtcMediaPlacement {
        /// The URL for sound.
        audio_host_url: String;
        /// The URL for sound where the first one cannot be reached.
        audio_fallback_url: String;
        /// The URL for signalling.
        signaling_url: String;
        /// The URL to which the client's events go.
        event_ingestion_url: String;
    }
}

output! {
    /// What is turned on in a meeting.
    ///
    /// Source: [`MeetingFeaturesConfiguration`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_MeetingFeaturesConfiguration.html).
    MeetingFeaturesConfiguration {
        /// Of its sound.
        audio: AudioFeatures;
    }
}

output! {
    /// What is turned on for the sound of a meeting.
    ///
    /// Source: [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html).
    AudioFeatures {
        /// The reduction of echoes by Amazon Voice Focus.
        echo_reduction: MeetingFeatureStatus;
    }
}

string_enum! {
    /// Whether a feature of a meeting can be used.
    ///
    /// Source: [`AudioFeatures`](https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_AudioFeatures.html#connectparticipant-Type-AudioFeatures-EchoReduction).
    MeetingFeatureStatus or unknown {
        /// `AVAILABLE`
        Available = "AVAILABLE",
        /// `UNAVAILABLE`
        Unavailable = "UNAVAILABLE",
    }
}
