//! The local service in a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// The time after which a response is not expected any more.
const GIVE_UP: Duration = Duration::from_secs(60);

/// The local service. It is stopped in the end.
pub struct Program {
    child: Child,
    url: String,
}

/// A connection to the control of the local service, for requests in quick succession: the service
/// closes idle ones.
struct Connection(BufReader<TcpStream>);

/// A chat of an agent, who speaks, and of a customer, whom a reader connects.
pub struct Chat {
    /// The customer, as readers expect it.
    pub customer: Value,
    speak: String,
}

impl Program {
    /// Starts the program with arguments.
    pub fn start(program: &str, arguments: &[&str]) -> Result<Self> {
        let mut command = Command::new(program);
        command.args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("the local service")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("the output")?).read_line(&mut line)?;
        let startup: Value = serde_json::from_str(&line)?;
        let url = startup["url"].as_str().context("the URL")?.to_owned();
        Ok(Self { child, url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens chats.
    pub fn open_chats(&self, count: usize) -> Result<Vec<Chat>> {
        let mut connection = self.connect()?;
        let roles = json!({ "participants": ["AGENT", "CUSTOMER"] }).to_string();
        (0..count).map(|_| Chat::new(&connection.post("chats", &roles)?)).collect()
    }

    /// Lets the agent of each chat say something, which is pushed to the customer.
    pub fn speak(&self, chats: &[Chat]) -> Result<()> {
        let say = json!({ "content": "How can I help you?" }).to_string();
        let mut connection = self.connect()?;
        chats.iter().try_for_each(|chat| connection.post(&chat.speak, &say).map(drop))
    }

    /// Returns the open websockets.
    pub fn websockets(&self) -> Result<Vec<Value>> {
        let mut list = self.connect()?.get("websockets")?;
        Ok(list["websockets"].take().as_array().context("the websockets")?.clone())
    }

    /// Resets websockets.
    pub fn reset(&self, websockets: &[Value]) -> Result<()> {
        let mut connection = self.connect()?;
        for websocket in websockets {
            let id = websocket["websocketId"].as_str().context("the id of a websocket")?;
            connection.post(&format!("websockets/{id}/reset"), "{}")?;
        }
        Ok(())
    }

    /// Returns the requests after one with this number.
    pub fn requests(&self, after: u64) -> Result<Vec<Value>> {
        let mut list = self.connect()?.get(&format!("requests?after={after}"))?;
        Ok(list["requests"].take().as_array().context("the requests")?.clone())
    }

    fn connect(&self) -> Result<Connection> {
        let address = self.url.strip_prefix("http://").context("an http URL")?;
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(GIVE_UP))?;
        stream.set_nodelay(true)?;
        Ok(Connection(BufReader::new(stream)))
    }
}

impl Chat {
    fn new(opened: &Value) -> Result<Self> {
        let contact_id = opened["contactId"].as_str().context("the contact")?;
        let mut customer = opened["participants"][1].clone();
        customer["contactId"] = json!(contact_id);
        let agent = opened["participants"][0]["participantId"].as_str().context("the agent")?;
        Ok(Self { customer, speak: format!("chats/{contact_id}/participants/{agent}/say") })
    }
}

impl Connection {
    fn get(&mut self, path: &str) -> Result<Value> {
        self.request("GET", path, "")?;
        self.response()
    }

    fn post(&mut self, path: &str, body: &str) -> Result<Value> {
        self.request("POST", path, body)?;
        self.response()
    }

    fn request(&mut self, method: &str, path: &str, body: &str) -> Result<()> {
        let request = format!(
            "{method} /_local/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        Ok(self.0.get_mut().write_all(request.as_bytes())?)
    }

    fn response(&mut self) -> Result<Value> {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            ensure!(self.0.read_line(&mut head)? > 0, "the connection has ended");
        }
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.context("the length")?.parse()?];
        self.0.read_exact(&mut body)?;
        ensure!(head.starts_with("HTTP/1.1 200 "), "{head}{}", String::from_utf8_lossy(&body));
        Ok(serde_json::from_slice(&body)?)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
