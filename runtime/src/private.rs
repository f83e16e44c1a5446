//! The items that an expansion of the macro uses. They are not part of the public API, and may
//! change at any time.

#![allow(unexpected_cfgs, reason = "rust-analyzer sets `rust_analyzer`")]

// Names that no user imports: a lint reports a qualified name that is imported too.
pub use core::convert::identity as __identity;
pub use core::primitive::{bool as __bool, i32 as __i32, i64 as __i64};
use std::pin::Pin;

#[cfg(feature = "blocking")]
pub use crate::blocking::{
    Connected as __BlockingConnected, Participant as __BlockingParticipant, call as blocking_call,
};
use crate::client::{Client, Prepared};
pub use crate::client::{call, prepare};
pub use crate::conversion::{
    Enum as __Enum, List as __List, OptionalEnum as __OptionalEnum, OptionalList as __OptionalList,
    OptionalText as __OptionalText, OptionalTextList as __OptionalTextList,
    OptionalToken as __OptionalToken, OptionalValue as __OptionalValue, Text as __Text,
    TextList as __TextList, Token as __Token, Value as __Value,
};
use crate::method_output::Conversion;
pub use crate::method_output::MethodOutput as __MethodOutput;
pub use crate::operation::*;
pub use crate::operation::{
    ConnectionType as __ConnectionType, ContentDisposition as __ContentDisposition,
    ScanDirection as __ScanDirection, SortKey as __SortKey, StartPosition as __StartPosition,
};
pub use crate::participant::{Connected as __Connected, Participant as __Participant};
use crate::protocol::input::OperationInput;
use crate::protocol::output::OperationOutput;
pub use crate::types::content_type::{
    EventContentType, EventContentType as __EventContentType, MessageContentType,
    MessageContentType as __MessageContentType,
};
pub use crate::types::token::{
    ConnectionToken as __ConnectionToken, ParticipantToken as __ParticipantToken,
};

/// Makes a prepared call.
pub fn send<O: OperationOutput, R>(
    prepared: Prepared<'_, O>,
    convert: Conversion<O, R>,
) -> impl Future<Output = R> + Send + use<'_, O, R> {
    prepared.send(convert)
}

/// Makes a call, in a box.
pub fn boxed_call<'a, I: OperationInput + 'a, R: 'a>(
    client: &'a Client,
    input: I,
    convert: Conversion<I::Output, R>,
) -> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(call(client, input, convert))
}

/// Stands for a call with reported mistakes. It is never made.
pub fn never<O, R>(_: Conversion<O, R>) -> impl Future<Output = R> + Send {
    std::future::pending()
}

/// Stands for a call with reported mistakes, in a box.
#[must_use]
pub fn boxed_never<'a, O: 'a, R: 'a>(
    convert: Conversion<O, R>,
) -> Pin<Box<dyn Future<Output = R> + Send + 'a>> {
    Box::pin(never(convert))
}

/// Stands for a blocking call with reported mistakes. It is never made.
#[cfg(feature = "blocking")]
#[must_use]
pub fn blocking_never<O, R>(_: Conversion<O, R>) -> R {
    std::process::abort()
}

/// In rust-analyzer, the items. In a compiler, nothing.
#[cfg(rust_analyzer)]
#[doc(hidden)]
#[macro_export]
macro_rules! __ide {
    ($($items:tt)*) => { $($items)* };
}

/// In rust-analyzer, the items. In a compiler, nothing.
#[cfg(not(rust_analyzer))]
#[doc(hidden)]
#[macro_export]
macro_rules! __ide {
    ($($items:tt)*) => {};
}

pub use __ide as ide;

/// The names that an editor offers in an attribute. Only rust-analyzer reads them.
#[cfg(any(rust_analyzer, test))]
#[allow(non_camel_case_types, reason = "a member has the name of its key")]
pub mod ide {
    macro_rules! names {
        ($($operation:ident, $input:ident, $module:ident: $($member:ident),*;)*) => {
            /// The operations. Each is documented by its input.
            pub mod operation {
                $(pub use crate::operation::$input as $operation;)*
            }

            $(
                #[doc = concat!("The members of `", stringify!($operation), "`.")]
                pub mod $module {
                    $(
                        #[doc = concat!(
                            "The member `", stringify!($member), "` of `", stringify!($operation),
                            "`. The page of `participant_operation` says what it takes."
                        )]
                        #[derive(Debug)]
                        pub struct $member;
                    )*
                }
            )*

            #[cfg(test)]
            pub(super) const NAMES: &[(&str, &[&str])] =
                &[$((stringify!($operation), &[$(stringify!($member)),*])),*];
        };
    }

    names! {
        CancelParticipantAuthentication, CancelParticipantAuthenticationInput, cancel_participant_authentication:
            session_id, connection_token;
        CompleteAttachmentUpload, CompleteAttachmentUploadInput, complete_attachment_upload:
            attachment_ids, client_token, connection_token;
        CreateParticipantConnection, CreateParticipantConnectionInput, create_participant_connection:
            r#type, participant_token, connect_participant;
        DescribeView, DescribeViewInput, describe_view:
            view_token, connection_token;
        DisconnectParticipant, DisconnectParticipantInput, disconnect_participant:
            client_token, connection_token;
        GetAttachment, GetAttachmentInput, get_attachment:
            attachment_id, url_expiry_in_seconds, url_content_disposition, connection_token;
        GetAuthenticationUrl, GetAuthenticationUrlInput, get_authentication_url:
            session_id, redirect_uri, connection_token;
        GetTranscript, GetTranscriptInput, get_transcript:
            contact_id, max_results, next_token, scan_direction, sort_order, start_position, connection_token;
        SendEvent, SendEventInput, send_event:
            content_type, content, message_id, client_token, connection_token;
        SendMessage, SendMessageInput, send_message:
            content_type, content, client_token, connection_token;
        StartAttachmentUpload, StartAttachmentUploadInput, start_attachment_upload:
            content_type, attachment_size_in_bytes, attachment_name, client_token, connection_token;
    }
}

#[cfg(test)]
mod tests {
    use connect_participant_model::{Member, OPERATIONS};

    use super::ide::NAMES;

    #[test]
    fn an_editor_offers_the_names_of_the_model() {
        assert_eq!(NAMES.len(), OPERATIONS.len());
        for ((name, members), operation) in NAMES.iter().zip(OPERATIONS) {
            assert_eq!(*name, operation.name);
            let mut members: Vec<_> =
                members.iter().map(|name| name.trim_start_matches("r#").to_owned()).collect();
            let mut expected: Vec<_> = operation.members.iter().map(Member::snake_name).collect();
            members.sort();
            expected.sort();
            assert_eq!(members, expected);
        }
    }
}
