"""A client for rust-analyzer, which speaks the Language Server Protocol over stdio."""

import json
import os
import queue
import re
import signal
import subprocess
import threading
import time
from pathlib import Path

CONTENT_MODIFIED = -32801
"""The error of a request that the analyzer wants to be sent again."""


class Failure(Exception):
    """A check or the analyzer failed."""


class Analyzer:
    """A running rust-analyzer with one open file. It is killed at the end of a `with` block."""

    def __init__(self, command, crate, library, log, deadline):
        """Starts the analyzer for a crate. `deadline` is the time when it is killed."""
        self.crate = crate
        self.library = library
        self.file = (crate / "src/lib.rs").as_uri()
        self.text = ""
        self.version = 0
        self.last_id = 0
        self.received = queue.Queue()
        # Its own session, so that its children, such as the server of macros, are killed too.
        self.process = subprocess.Popen(
            command,
            cwd=crate,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
        self.deadline = deadline
        self.timer = threading.Timer(max(0, deadline - time.monotonic()), self.kill)
        self.timer.daemon = True
        self.timer.start()
        threading.Thread(target=self.receive, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.timer.cancel()
        self.kill()
        self.process.wait()

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def open(self):
        """Opens the file of the crate, and waits until the crate and its macros are loaded."""
        settings = {
            "cachePriming": {"enable": False},
            "cargo": {
                "buildScripts": {"useRustcWrapper": False},
                "sysrootSrc": self.library,
            },
            "checkOnSave": False,
        }
        capabilities = {
            "experimental": {"serverStatusNotification": True},
            "general": {"positionEncodings": ["utf-8"]},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": False}},
                "definition": {"linkSupport": False},
                "diagnostic": {},
                "hover": {"contentFormat": ["markdown"]},
            },
            "window": {"workDoneProgress": False},
        }
        folder = {"uri": self.crate.as_uri(), "name": "crate"}
        self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": capabilities,
                "initializationOptions": settings,
            },
        )
        self.notify("initialized", {})
        self.text = (self.crate / "src/lib.rs").read_text()
        document = {"uri": self.file, "languageId": "rust", "version": 0, "text": self.text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        self.wait_until_loaded()

    def wait_until_loaded(self):
        """Waits for the message that nothing is in progress, which has to hold for a second."""
        is_loaded = False
        while True:
            message = self.next(1 if is_loaded else self.remaining())
            if message is None and is_loaded:
                return
            if message and message.get("method") == "experimental/serverStatus":
                status = message["params"]
                if status["health"] != "ok" and status["quiescent"]:
                    raise Failure(f"the analyzer reports: {status.get('message')}")
                is_loaded = status["quiescent"]

    def replace(self, text):
        """Replaces the text of the file."""
        self.version += 1
        self.text = text
        document = {"uri": self.file, "version": self.version}
        changes = [{"text": text}]
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": changes}
        )

    def diagnostics(self):
        """Returns the message and the underlined text of each error and warning."""
        report = self.ask("textDocument/diagnostic")
        items = report.get("items", [])
        return [(item["message"], self.slice(item["range"])) for item in items]

    def hover(self, offset):
        """Returns the text that is shown for a name."""
        hover = self.ask("textDocument/hover", offset)
        return hover["contents"]["value"] if hover else ""

    def definitions(self, offset):
        """Returns the line of each target of a name."""
        targets = self.ask("textDocument/definition", offset) or []
        return [self.target(target) for target in targets]

    def completions(self, offset):
        """Returns the names that are offered at an offset."""
        items = self.ask("textDocument/completion", offset) or {"items": []}
        items = items["items"] if isinstance(items, dict) else items
        return [item.get("filterText") or item["label"] for item in items]

    def ask(self, method, offset=None):
        """Sends a request about the file, or about an offset in it."""
        params = {"textDocument": {"uri": self.file}}
        if offset is not None:
            params["position"] = self.position(offset)
        return self.request(method, params)

    def position(self, offset):
        before = self.text[:offset]
        line = before.rpartition("\n")[2]
        return {"line": before.count("\n"), "character": len(line.encode())}

    def slice(self, place):
        """Returns the text at a range of the file."""
        start, end = (self.offset(place[end]) for end in ("start", "end"))
        return self.text[start:end]

    def offset(self, position):
        lines = self.text.splitlines(keepends=True)
        line = lines[position["line"]] if position["line"] < len(lines) else ""
        start = sum(len(line) for line in lines[: position["line"]])
        return start + len(line.encode()[: position["character"]].decode())

    def target(self, target):
        """Returns the line of a target: `struct SendEventInput`."""
        is_open = target["uri"] == self.file
        path = Path(re.sub("^file://", "", target["uri"]))
        text = self.text if is_open else path.read_text()
        return text.splitlines()[target["range"]["start"]["line"]].strip()

    def request(self, method, params, seconds=30):
        """Returns the result of a request. Most requests take milliseconds."""
        deadline = min(time.monotonic() + seconds, self.deadline)
        while True:
            response = self.try_request(method, params, deadline)
            error = response.get("error")
            if error is None:
                return response.get("result")
            if error["code"] != CONTENT_MODIFIED:
                raise Failure(f"{method}: {error['message']}")
            time.sleep(0.1)

    def try_request(self, method, params, deadline):
        self.last_id += 1
        number = self.last_id
        self.send({"id": number, "method": method, "params": params})
        while True:
            message = self.next(deadline - time.monotonic())
            if message is None:
                raise Failure(f"{method}: no response")
            if message.get("id") == number and "method" not in message:
                return message

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self.process.stdin.flush()
        except OSError as error:
            raise Failure(f"the analyzer does not run any more: {error}") from error

    def next(self, seconds):
        """Returns the next message, or `None` after some seconds. Requests are responded to."""
        try:
            message = self.received.get(timeout=max(0, seconds))
        except queue.Empty:
            return None
        if message is None:
            raise Failure("the analyzer stopped, or its time is over")
        if "id" in message and "method" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def receive(self):
        """Reads messages. `None` stands for the end."""
        output = self.process.stdout
        while True:
            length = 0
            while (line := output.readline()).strip():
                name, _, value = line.decode().partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            body = output.read(length)
            if not body:
                self.received.put(None)
                return
            self.received.put(json.loads(body))

    def remaining(self):
        return self.deadline - time.monotonic()
