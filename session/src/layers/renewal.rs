//! The tokens of calls: each call sends the current one, and is sent again once with a new one.

use std::sync::Arc;

use connect_participant::http::{HeaderValue, Request, Response};
use connect_participant::{
    Bytes, Client, ConnectionToken, Error, Next, RequestBody, SendAgain, TransportError,
};
use connect_participant_model::header;
use tokio::sync::{mpsc, oneshot};

use crate::command::Command;
use crate::tokens::{Current, Tokens};

/// The response to each call after the end of the chat, in the form of the service.
const CHAT_IS_OVER: &[u8] = br#"{"message":"Access denied: the chat is over"}"#;

/// Returns a client whose calls send the current token of the session.
///
/// If the service refuses it, the client sends the call again with a new one, at its turn. After the
/// end of the chat, nothing is sent. Calls with the token of another chat are not changed.
pub(crate) fn renewing(
    client: &Client,
    tokens: Arc<Tokens>,
    commands: mpsc::UnboundedSender<Command>,
) -> Client {
    client.with_layer(move |request, next| {
        let (tokens, commands) = (Arc::clone(&tokens), commands.clone());
        async move { send(request, next, &tokens, &commands).await }
    })
}

async fn send(
    mut request: Request<RequestBody>,
    next: Next,
    tokens: &Tokens,
    commands: &mpsc::UnboundedSender<Command>,
) -> Result<Response<Bytes>, TransportError> {
    let bearer = request.headers().get(header::BEARER).map(|bearer| tokens.for_call(bearer));
    let token = match bearer {
        Some(Current::Token(token)) => token,
        Some(Current::Over) => return Ok(chat_is_over()),
        Some(Current::Foreign) | None => return next.run(request).await,
    };
    request.headers_mut().insert(header::BEARER, HeaderValue::from(token.clone()));
    let mut response = next.run(request).await?;
    let error = Error::from_http_response(&response, &token);
    if error.is_some_and(|error| error.is_token_refused()) {
        let (reply, is_renewed) = oneshot::channel();
        // A session that is over renews nothing, and drops the reply.
        let _ = commands.send(Command::Refresh(token.clone(), reply));
        if is_renewed.await.is_ok() {
            response.extensions_mut().insert(SendAgain);
        } else if matches!(tokens.for_call(&token.clone().into()), Current::Over) {
            return Ok(chat_is_over());
        }
    }
    Ok(sent_with(response, token))
}

/// Adds the token that was sent to the response, so that the client redacts it.
fn sent_with(mut response: Response<Bytes>, token: ConnectionToken) -> Response<Bytes> {
    response.extensions_mut().insert(token);
    response
}

fn chat_is_over() -> Response<Bytes> {
    let mut response = Response::new(Bytes::from_static(CHAT_IS_OVER));
    *response.status_mut() = connect_participant::http::StatusCode::FORBIDDEN;
    response
}
