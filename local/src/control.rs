//! Control over HTTP, for tests in other languages. `local/docs/offline.md` describes it.

pub(crate) mod chats;
pub(crate) mod clock;
pub(crate) mod command;
pub(crate) mod faults;
pub(crate) mod page;
pub(crate) mod participants;
pub(crate) mod range;
pub(crate) mod requests;
pub(crate) mod websockets;

use http::{Method, StatusCode};
use serde_json::Value;

use self::command::Command;
use crate::call::path::{Label, labels};
use crate::response::{ErrorResponse, Response, json_response, wrong_method};

/// A path of the control with a method.
pub(crate) struct Route {
    method: &'static str,
    /// The path, with labels as in the paths of operations.
    pub(crate) path: &'static str,
    handle: fn(&Command<'_>) -> Result<Value, ErrorResponse>,
}

/// All routes. The paths of operations do not start with `/_local/`.
const ROUTES: &[Route] = &[
    Route { method: "GET", path: "/_local/chats", handle: chats::list },
    Route { method: "POST", path: "/_local/chats", handle: chats::open },
    Route { method: "POST", path: "/_local/chats/{contactId}/end", handle: chats::end },
    Route {
        method: "GET",
        path: "/_local/chats/{contactId}/transcript",
        handle: chats::transcript,
    },
    Route { method: "POST", path: "/_local/chats/{contactId}/push", handle: websockets::push },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants",
        handle: participants::add,
    },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants/{participantId}/say",
        handle: participants::say,
    },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants/{participantId}/typing",
        handle: participants::typing,
    },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants/{participantId}/read",
        handle: participants::read,
    },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants/{participantId}/barge-in",
        handle: participants::barge_in,
    },
    Route {
        method: "POST",
        path: "/_local/chats/{contactId}/participants/{participantId}/leave",
        handle: participants::leave,
    },
    Route { method: "GET", path: "/_local/clock", handle: |command| Ok(clock::show(command)) },
    Route { method: "POST", path: "/_local/clock/advance", handle: clock::advance },
    Route { method: "GET", path: "/_local/faults", handle: |command| Ok(faults::list(command)) },
    Route { method: "POST", path: "/_local/faults", handle: faults::inject },
    Route {
        method: "DELETE",
        path: "/_local/faults",
        handle: |command| Ok(faults::clear(command)),
    },
    Route { method: "DELETE", path: "/_local/faults/{faultId}", handle: faults::remove },
    Route { method: "GET", path: "/_local/requests", handle: requests::list },
    Route {
        method: "GET",
        path: "/_local/websockets",
        handle: |command| Ok(websockets::list(command)),
    },
    Route {
        method: "GET",
        path: "/_local/websockets/{websocketId}/frames",
        handle: websockets::frames,
    },
    Route {
        method: "POST",
        path: "/_local/websockets/{websocketId}/reset",
        handle: websockets::reset,
    },
    Route {
        method: "POST",
        path: "/_local/websockets/{websocketId}/close",
        handle: websockets::close,
    },
    Route {
        method: "POST",
        path: "/_local/websockets/{websocketId}/silence",
        handle: websockets::silence,
    },
    Route {
        method: "POST",
        path: "/_local/websockets/{websocketId}/send",
        handle: websockets::send,
    },
];

/// The result of a search for a route.
pub(crate) enum Found {
    Route(&'static Route, Vec<Label>),
    /// The path has other methods.
    WrongMethod(&'static str),
}

/// Finds the route of a request.
pub(crate) fn find(method: &Method, path: &str) -> Option<Found> {
    let mut routes = ROUTES
        .iter()
        .filter_map(|route| Some((route, labels(route.path, path)?)))
        .collect::<Vec<_>>();
    let found = routes.iter().position(|(route, _)| route.method == method.as_str());
    match found {
        Some(position) => {
            let (route, labels) = routes.swap_remove(position);
            Some(Found::Route(route, labels))
        }
        None => routes.first().map(|(route, _)| Found::WrongMethod(route.path)),
    }
}

impl Route {
    pub(crate) fn respond(&self, command: &Command<'_>) -> Response {
        match (self.handle)(command) {
            Ok(output) => json_response(StatusCode::OK, output.to_string()),
            Err(error) => error.into(),
        }
    }
}

/// The response to a request with a method that the path does not have.
pub(crate) fn wrong_method_of(path: &'static str) -> Response {
    let methods = ROUTES.iter().filter(|route| route.path == path).map(|route| route.method);
    wrong_method(&format!("`{path}`"), &methods.collect::<Vec<_>>().join(", "))
}
