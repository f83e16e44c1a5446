//! A transport that sends requests with `fetch`.

use connect_participant::{Bytes, Transport, TransportError, TransportFuture, http};
use http::header::USER_AGENT;
use http::{Request, Response};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, RequestRedirect, ResponseType};

use crate::promise::run;

/// The transport of a page.
pub(crate) struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let response = run(async { fetch(request).await.map_err(|error| text(&error)) });
        Box::pin(async {
            let response =
                response.await.unwrap_or_else(|| Err("the page has gone".into()));
            response.map_err(TransportError::connection)
        })
    }
}

/// Ends the request when the client drops the future of the call.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn fetch(request: Request<Bytes>) -> Result<Response<Bytes>, JsValue> {
    let (head, body) = request.into_parts();
    let abort = AbortOnDrop(AbortController::new()?);
    let headers = Headers::new()?;
    // A browser names itself. A further header would need the permission of the server.
    for (name, value) in head.headers.iter().filter(|(name, _)| *name != USER_AGENT) {
        headers.append(name.as_str(), &String::from_utf8_lossy(value.as_bytes()))?;
    }

    let init = RequestInit::new();
    init.set_method(head.method.as_str());
    init.set_headers(&headers);
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(&body[..]));
    }
    // A redirect would send the token to another host.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&abort.0.signal()));

    let window = web_sys::window().ok_or("there is no window")?;
    let request = window.fetch_with_str_and_init(&head.uri.to_string(), &init);
    let response: web_sys::Response = JsFuture::from(request).await?.dyn_into()?;
    if response.type_() == ResponseType::Opaqueredirect {
        return Err("the response is a redirect, and redirects are never followed".into());
    }
    let body = JsFuture::from(response.array_buffer()?).await?;
    let body = Uint8Array::new(&body).to_vec();

    let mut built = Response::builder().status(response.status());
    for entry in response.headers().entries() {
        let entry: Array = entry?.dyn_into()?;
        built = built.header(text(&entry.get(0)), text(&entry.get(1)));
    }
    built.body(body.into()).map_err(|error| error.to_string().into())
}

/// Returns a string, or the text of an error.
fn text(value: &JsValue) -> String {
    let text = value.dyn_ref::<JsString>().cloned();
    text.or_else(|| value.dyn_ref::<js_sys::Error>().map(js_sys::Error::to_string))
        .map_or_else(|| format!("{value:?}"), String::from)
}
