//! A TLS server in front of a plain one.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::Acceptor;
use rustls::{HandshakeKind, ServerConfig};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::LazyConfigAcceptor;

/// A server that terminates TLS and forwards the plain bytes to another server. It stops when it is
/// dropped.
pub struct TlsTerminator {
    address: SocketAddr,
    authority: String,
    handshakes: Arc<Mutex<Vec<Handshake>>>,
    serving: JoinHandle<()>,
}

/// A completed TLS handshake.
#[derive(Debug, Clone)]
pub struct Handshake {
    /// The client has resumed a session.
    pub is_resumed: bool,
    /// The protocols that the client has offered by ALPN.
    pub offered: Vec<String>,
}

impl TlsTerminator {
    /// Starts the terminator for a server at this host and port. Its certificate is for this name,
    /// and is signed by a new authority that no client trusts by default.
    pub async fn start(server: impl Into<Arc<str>>, name: &str) -> Self {
        Self::start_with(server, server_config(name)).await
    }

    /// Like [`start`](Self::start), for a server that speaks HTTP/2.
    pub async fn start_with_http2(server: impl Into<Arc<str>>, name: &str) -> Self {
        let (mut config, authority) = server_config(name);
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self::start_with(server, (config, authority)).await
    }

    async fn start_with(
        server: impl Into<Arc<str>>,
        (config, authority): (ServerConfig, String),
    ) -> Self {
        let (server, config) = (server.into(), Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let handshakes = Arc::<Mutex<Vec<_>>>::default();
        let made = Arc::clone(&handshakes);
        let serving = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                let (server, config) = (Arc::clone(&server), Arc::clone(&config));
                let made = Arc::clone(&made);
                // A client that does not trust the certificate closes the connection, so an error
                // here is expected.
                connections.spawn(async move {
                    let hello = LazyConfigAcceptor::new(Acceptor::default(), client).await?;
                    let offered = hello.client_hello().alpn().into_iter().flatten();
                    let offered =
                        offered.map(|name| String::from_utf8_lossy(name).into_owned()).collect();
                    let mut client = hello.into_stream(config).await?;
                    let is_resumed =
                        client.get_ref().1.handshake_kind() == Some(HandshakeKind::Resumed);
                    made.lock().unwrap().push(Handshake { is_resumed, offered });
                    let mut server = TcpStream::connect(&*server).await?;
                    copy_bidirectional(&mut client, &mut server).await
                });
            }
        });
        Self { address, authority, handshakes, serving }
    }

    /// Returns the address of the terminator.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the completed handshakes, in order.
    #[must_use]
    pub fn handshakes(&self) -> Vec<Handshake> {
        self.handshakes.lock().unwrap().clone()
    }

    /// Returns the certificate of the authority as PEM.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }
}

impl Drop for TlsTerminator {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Returns the configuration of a server, and the certificate of its authority as PEM.
#[must_use]
pub fn server_config(name: &str) -> (ServerConfig, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // OpenSSL regards a certificate with the name of its issuer as self-signed, so the names
    // differ.
    authority.distinguished_name.push(DnType::CommonName, format!("authority of {name}"));
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();

    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (config, authority.pem())
}
