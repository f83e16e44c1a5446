//! Opening a websocket and subscribing to the chat.

use std::future::poll_fn;
use std::time::Duration;

use connect_participant::{Client, Error, ErrorKind};

use crate::driver::handshake::{HandshakeError, handshake};
use crate::driver::link::{Incoming, Link, Lost, SUBSCRIBE};
use crate::wire::frame::{Frame, parse};
use crate::within::within;

/// The time limit of the handshake, with the connection.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// The time after which a subscription is sent again, and the number of times that it is sent.
const RESEND: Duration = Duration::from_secs(1);
const MAX_SENT: u32 = 4;

/// The pause after a subscription that has failed, and the number of failures in a row.
const AFTER_FAILURE: Duration = Duration::from_millis(500);
const MAX_FAILURES: u32 = 5;

/// The pause before the second handshake with the same URL.
const SAME_URL: Duration = Duration::from_secs(1);

/// Opens a websocket, and subscribes to the chat.
///
/// If the connection breaks in the handshake, it is opened once more with the same URL. That is at
/// most 12 seconds after the response with the URL, which the service accepts for 100 seconds.
pub(crate) async fn open(client: &Client, url: &str) -> Result<Link, Error> {
    let error = match open_once(client, url).await {
        Ok(link) => return subscribe(client, link).await,
        Err(error) => error,
    };
    if error.kind() != ErrorKind::Transport {
        return Err(error);
    }
    client.clock().sleep(SAME_URL.mul_f64(0.7 + 0.6 * client.jitter())).await;
    let link = open_once(client, url).await?;
    subscribe(client, link).await
}

async fn open_once(client: &Client, url: &str) -> Result<Link, Error> {
    let opening = async {
        let socket = client.open_socket(url).await?;
        handshake(socket, url).await.map(Link::new).map_err(|error| {
            let kind = match error {
                HandshakeError::Io(_) => ErrorKind::Transport,
                // The next URL may be better.
                _ => ErrorKind::Service,
            };
            Error::new(kind, format!("no websocket: {error}"))
        })
    };
    let limit = HANDSHAKE.as_secs();
    within(client, HANDSHAKE, opening).await.unwrap_or_else(|| {
        let problem = format!("no websocket: the handshake took longer than {limit} s");
        Err(Error::new(ErrorKind::Timeout, problem))
    })
}

/// Subscribes to the chat. Items before the response are skipped, because the transcript has them.
async fn subscribe(client: &Client, mut link: Link) -> Result<Link, Error> {
    let (mut sent, mut failures) = (0, 0);
    loop {
        if sent == MAX_SENT {
            return Err(deaf("no response to the subscription"));
        }
        sent += 1;
        link.send(SUBSCRIBE);
        match within(client, RESEND, response(&mut link)).await {
            None => {}
            Some(Ok(true)) => {
                link.subscribed();
                return Ok(link);
            }
            Some(Ok(false)) => {
                failures += 1;
                if failures == MAX_FAILURES {
                    return Err(deaf("the subscription failed"));
                }
                sent = 0;
                client.clock().sleep(AFTER_FAILURE).await;
            }
            Some(Err(lost)) => return Err(deaf(lost.reason)),
        }
    }
}

fn deaf(reason: &str) -> Error {
    Error::new(ErrorKind::Service, format!("no websocket: {reason}"))
}

/// Returns `true` if the subscription has succeeded.
async fn response(link: &mut Link) -> Result<bool, Lost> {
    loop {
        let Incoming::Text(text) = poll_fn(|context| link.poll_next(context)).await? else {
            continue;
        };
        if let Ok(Frame::Subscribed { success }) = parse(&text) {
            return Ok(success);
        }
    }
}
