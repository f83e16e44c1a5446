//! Traces and metrics for OpenTelemetry: a span for each call, and the duration of each request.
//!
//! The exporters of this program keep everything in memory. Use those of `opentelemetry-otlp` to
//! send it to a collector.

use std::time::Instant;

use connect_participant::{
    Client, ClientBuilder, EventContentType, ParticipantRole, SendEventInput,
};
use connect_participant_local::{Fault, LocalService};
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Meter, MeterProvider as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::metrics::data::{AggregatedMetrics, MetricData, ScopeMetrics};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};
use tracing::Subscriber;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;

/// Sends the spans of each call to a tracer.
fn subscriber(tracers: &SdkTracerProvider) -> impl Subscriber + Send + Sync + use<> {
    let layer = tracing_opentelemetry::layer().with_tracer(tracers.tracer("chat"));
    tracing_subscriber::registry().with(LevelFilter::INFO).with(layer)
}

/// Measures each request, with the name and the attributes of the conventions for HTTP clients. A
/// call with a retry has several requests. One that exceeds its time limit is dropped, and not
/// measured: its call is a failed span.
fn measure(builder: ClientBuilder, meter: &Meter) -> ClientBuilder {
    let durations =
        meter.f64_histogram("http.client.request.duration").with_unit("s").build();
    builder.layer(move |request, next| {
        let durations = durations.clone();
        async move {
            // Only the host of the URL: that of an upload is pre-signed, and so a secret.
            let host = request.uri().host().unwrap_or_default().to_owned();
            let mut attributes = vec![
                KeyValue::new("http.request.method", request.method().to_string()),
                KeyValue::new("server.address", host),
            ];
            let start = Instant::now();
            let result = next.run(request).await;
            let failure = match &result {
                Ok(response) => {
                    let status = response.status();
                    let code = i64::from(status.as_u16());
                    attributes.push(KeyValue::new("http.response.status_code", code));
                    (!status.is_success()).then(|| status.as_str().to_owned())
                }
                // One of a few fixed texts.
                Err(error) => Some(error.to_string()),
            };
            attributes
                .extend(failure.map(|failure| KeyValue::new("error.type", failure)));
            durations.record(start.elapsed().as_secs_f64(), &attributes);
            result
        }
    })
}

/// Returns a line for each set of attributes, with the number of requests.
fn counts(metrics: &InMemoryMetricExporter) -> Vec<String> {
    let mut lines = Vec::new();
    for resource in metrics.get_finished_metrics().unwrap_or_default() {
        for metric in resource.scope_metrics().flat_map(ScopeMetrics::metrics) {
            let AggregatedMetrics::F64(MetricData::Histogram(histogram)) = metric.data()
            else {
                continue;
            };
            for point in histogram.data_points() {
                let mut attributes: Vec<_> = point
                    .attributes()
                    .map(|attribute| format!("{}={}", attribute.key, attribute.value))
                    .collect();
                attributes.sort();
                let (name, attributes) = (metric.name(), attributes.join(" "));
                lines.push(format!("{name}: {} with {attributes}", point.count()));
            }
        }
    }
    lines.sort();
    lines
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (spans, metrics) =
        (InMemorySpanExporter::default(), InMemoryMetricExporter::default());
    let tracers =
        SdkTracerProvider::builder().with_simple_exporter(spans.clone()).build();
    let meters =
        SdkMeterProvider::builder().with_periodic_exporter(metrics.clone()).build();
    tracing::subscriber::set_global_default(subscriber(&tracers))?;

    let service = LocalService::start().await?;
    let agent = service.open_chat().add_participant(ParticipantRole::Agent);
    let builder = Client::builder().endpoint_url(service.url()).jitter(|| 0.0);
    let client = measure(builder, &meters.meter("chat")).build()?;

    // The first request fails, and the call is retried.
    service.inject(Fault::status(503));
    let token = agent.connection_token().clone();
    client.call(SendEventInput::new(EventContentType::Typing, token)).await?;

    for span in spans.get_finished_spans()? {
        println!("{} ({:?}, {:?})", span.name, span.span_kind, span.status);
        for attribute in span.attributes {
            println!("  {}: {}", attribute.key, attribute.value);
        }
    }
    meters.force_flush()?;
    for line in counts(&metrics) {
        println!("{line}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use connect_participant::http::{Request, Response, StatusCode};
    use connect_participant::{
        Bytes, Client, ConnectionToken, EventContentType, Result, SendEventInput,
        Transport, TransportError, TransportFuture,
    };
    use opentelemetry::metrics::MeterProvider as _;
    use opentelemetry::trace::{SpanKind, Status};
    use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
    use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

    use super::{counts, measure, subscriber};

    /// A transport without a network. The first request gets 503, and the second no response.
    #[derive(Default)]
    struct Failing(std::sync::atomic::AtomicU32);

    impl Transport for Failing {
        fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
            let sent = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mut response = Response::new(Bytes::from_static(b"{}"));
            if sent == 0 {
                *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            }
            let lost = TransportError::connection("the connection is lost");
            let result = if sent == 1 { Err(lost) } else { Ok(response) };
            Box::pin(std::future::ready(result))
        }
    }

    async fn typing(client: &Client) -> Result<()> {
        let token = ConnectionToken::new("any")?;
        client.call(SendEventInput::new(EventContentType::Typing, token)).await?;
        Ok(())
    }

    /// A span that is reached without a subscriber while another test sets one may stay disabled.
    static SUBSCRIBER: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

    #[tokio::test]
    async fn each_call_is_a_client_span() -> Result<()> {
        let _one_at_a_time = SUBSCRIBER.lock().await;
        let exporter = InMemorySpanExporter::default();
        let tracers = SdkTracerProvider::builder();
        let tracers = tracers.with_simple_exporter(exporter.clone()).build();
        let transport = Failing::default();
        let client = Client::builder().region("eu-central-1").transport(transport);
        let client = client.max_attempts(1).build()?;
        let guard = tracing::subscriber::set_default(subscriber(&tracers));
        assert!(typing(&client).await.is_err());
        drop(guard);
        let spans = exporter.get_finished_spans().unwrap_or_default();
        assert_eq!(spans.len(), 1);
        assert_eq!(spans[0].name, "ConnectParticipant.SendEvent");
        assert_eq!(spans[0].span_kind, SpanKind::Client);
        assert_eq!(spans[0].status, Status::error(""));
        Ok(())
    }

    #[tokio::test]
    async fn each_request_is_measured() -> Result<()> {
        let _one_at_a_time = SUBSCRIBER.lock().await;
        let exporter = InMemoryMetricExporter::default();
        let meters = SdkMeterProvider::builder();
        let meters = meters.with_periodic_exporter(exporter.clone()).build();
        let builder = Client::builder().region("eu-central-1").jitter(|| 0.0);
        let builder = builder.transport(Failing::default());
        let client = measure(builder, &meters.meter("test")).build()?;
        typing(&client).await?;
        typing(&client).await?;
        assert!(meters.force_flush().is_ok());
        let host = "server.address=participant.connect.eu-central-1.amazonaws.com";
        assert_eq!(
            counts(&exporter),
            [
                format!(
                    "http.client.request.duration: 1 with error.type=503 http.request.method=POST http.response.status_code=503 {host}"
                ),
                format!(
                    "http.client.request.duration: 1 with error.type=the service could not be reached, or the connection broke http.request.method=POST {host}"
                ),
                format!(
                    "http.client.request.duration: 2 with http.request.method=POST http.response.status_code=200 {host}"
                ),
            ]
        );
        Ok(())
    }
}
