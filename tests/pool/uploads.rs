//! Uploads use connections by the same rules.

use std::io::{self, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use connect_participant::{Client, Result, UploadMetadata};
use connect_participant_tests::ThreadedServer;

use crate::{client, current_thread};

/// More than the buffers of a socket take.
const LARGE: usize = 30_000_000;

/// Uploads an attachment of this size to a server.
pub(crate) async fn upload(url: &str, client: &Client, size: usize) -> Result<()> {
    let metadata: UploadMetadata =
        serde_json::from_value(serde_json::json!({ "Url": url })).unwrap();
    let put = client.put_attachment(&metadata, vec![b'x'; size].into());
    // An upload that needs longer than this hangs.
    tokio::time::timeout(Duration::from_secs(8), put).await.expect("no upload hangs")
}

/// The server responds after the first bytes, and reads no more.
#[test]
fn an_early_response_ends_an_upload_and_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || -> io::Result<Vec<_>> {
        let mut open = Vec::new();
        for status in [200, 403] {
            let (mut stream, _) = listener.accept()?;
            stream.read_exact(&mut [0; 10])?;
            write!(stream, "HTTP/1.1 {status} Status\r\ncontent-length: 2\r\n\r\n{{}}")?;
            open.push(stream);
        }
        // They stay open until the end of the test.
        Ok(open)
    });
    let client = client(&*url);
    current_thread().block_on(async {
        upload(&url, &client, LARGE).await.unwrap();
        // The rest of the first body must not precede the second request.
        let error = upload(&url, &client, LARGE).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    });
    assert_eq!(server.join().unwrap().unwrap().len(), 2);
}

/// The server closes the connection when it has read the second request.
#[test]
fn an_upload_is_sent_again_whole_on_a_new_connection() {
    let server = ThreadedServer::start(|exchange| {
        if exchange.on_connection == 2 {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        exchange.respond(200)
    });
    let client = client(server.url());
    current_thread().block_on(async {
        for _ in 0..3 {
            upload(&server.url(), &client, 1_000_000).await.unwrap();
        }
    });
    assert_eq!((server.requests(), server.connections()), (5, 3));
}
