//! The requests that the recorder receives.

use std::io;

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

/// A request as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// All bytes of the request.
    pub raw: Vec<u8>,
    /// `POST`
    pub method: String,
    /// `/participant/event`
    pub target: String,
    /// Names and values in the order received. The case of the names is kept.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Request {
    /// Returns the values of all headers with this name.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(found, _)| found.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the names of the headers in lower case, sorted.
    #[must_use]
    pub fn header_names(&self) -> Vec<String> {
        let mut names: Vec<_> =
            self.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort();
        names
    }

    /// Parses the body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Returns a string member of the JSON body.
    #[must_use]
    pub fn member(&self, name: &str) -> String {
        let json = self.json();
        json[name].as_str().unwrap_or_else(|| panic!("{name} is not a string: {json}")).to_owned()
    }

    /// Reads one request. Returns an error if the client closes the connection before the request
    /// is complete.
    pub(crate) async fn read_from(input: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        const END_OF_HEADERS: &[u8] = b"\r\n\r\n";
        let mut raw = Vec::new();
        while !raw.ends_with(END_OF_HEADERS) {
            raw.push(input.read_u8().await?);
        }
        let headers = String::from_utf8(raw.clone()).expect("the headers are text");
        let mut lines = headers.trim_end().split("\r\n");
        let mut first = lines.next().expect("a request line").split(' ');
        let (method, target) = (first.next().unwrap().to_owned(), first.next().unwrap().to_owned());
        let headers: Vec<_> = lines
            .map(|line| line.split_once(": ").expect("a name and a value"))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let mut request = Self { raw, method, target, headers, body: Vec::new() };

        assert!(
            request.values("transfer-encoding").is_empty(),
            "chunked requests are not supported"
        );
        let length: usize = match request.values("content-length")[..] {
            [length] => length.parse().expect("a number"),
            _ => 0,
        };
        request.body.resize(length, 0);
        input.read_exact(&mut request.body).await?;
        request.raw.extend_from_slice(&request.body);
        Ok(request)
    }
}
