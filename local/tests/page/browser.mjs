// Drives a headless Chromium by the DevTools protocol.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const WAIT = 20_000;

// Another site, whose name leads to this machine.
export const OTHER_SITE = "other.example";

// Rejects if a promise takes too long.
export function within(promise, what) {
  const timeout = new Promise((_, reject) => setTimeout(() => reject(new Error(`no ${what}`)), WAIT).unref());
  return Promise.race([promise, timeout]);
}

// Returns the first line of a stream that matches.
export async function lineOf(stream, pattern) {
  for await (const line of createInterface({ input: stream })) {
    const match = pattern.exec(line);
    if (match) {
      stream.resume();
      return match;
    }
  }
  throw new Error(`no line that matches ${pattern}`);
}

export class Browser {
  static async start(program) {
    const folder = await mkdtemp(join(tmpdir(), "page-"));
    const child = spawn(program, [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
      "--no-proxy-server", `--host-resolver-rules=MAP ${OTHER_SITE} 127.0.0.1`, "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank",
    ], { stdio: ["ignore", "ignore", "pipe"] });
    const [, url] = await within(lineOf(child.stderr, /^DevTools listening on (.*)$/), "browser");
    const browser = new Browser();
    Object.assign(browser, { child, folder, connection: await Connection.open(url) });
    return browser;
  }

  async open(url, setUp = async () => {}) {
    const { browserContextId } = await this.connection.send("Target.createBrowserContext");
    const { targetId } = await this.connection.send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await this.connection.send("Target.attachToTarget", { targetId, flatten: true });
    const tab = new Tab(this.connection, sessionId);
    for (const domain of ["Page", "Runtime", "Network", "Log", "DOM"]) await tab.send(`${domain}.enable`);
    await setUp(tab);
    await tab.goTo(url);
    return tab;
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGKILL");
    await ended;
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

class Connection {
  pending = new Map();
  listeners = [];
  count = 0;

  static async open(url) {
    const connection = new Connection();
    connection.socket = new WebSocket(url);
    connection.socket.onmessage = ({ data }) => connection.receive(JSON.parse(data));
    await within(new Promise((resolve) => (connection.socket.onopen = resolve)), "connection");
    return connection;
  }

  receive(message) {
    const { id, error, result } = message;
    if (id === undefined) return this.listeners.forEach((listener) => listener(message));
    const { resolve, reject } = this.pending.get(id);
    this.pending.delete(id);
    if (error) reject(new Error(error.message));
    else resolve(result);
  }

  send(method, params = {}, sessionId) {
    const id = (this.count += 1);
    this.socket.send(JSON.stringify({ id, method, params, sessionId }));
    return within(new Promise((resolve, reject) => this.pending.set(id, { resolve, reject })), `response to ${method}`);
  }
}

// A page in the browser, with everything that it requests and logs, and what its actions return.
export class Tab {
  requested = [];
  logged = [];
  returned = [];
  posts = new Set();

  constructor(connection, sessionId) {
    Object.assign(this, { connection, sessionId });
    connection.listeners.push((event) => event.sessionId === sessionId && this.note(event));
  }

  note({ method, params }) {
    if (method === "Network.requestWillBeSent") {
      this.requested.push(params.request.url);
      if (params.request.method === "POST") this.posts.add(params.requestId);
    }
    if (method === "Network.loadingFinished" && this.posts.has(params.requestId)) {
      this.send("Network.getResponseBody", { requestId: params.requestId }).then(({ body }) => this.returned.push(body), () => {});
    }
    if (method === "Runtime.consoleAPICalled") this.logged.push(JSON.stringify(params.args));
    if (method === "Runtime.exceptionThrown") this.logged.push(JSON.stringify(params.exceptionDetails));
    if (method === "Log.entryAdded") this.logged.push(`${params.entry.text} ${params.entry.url ?? ""}`);
  }

  send(method, params) {
    return this.connection.send(method, params, this.sessionId);
  }

  async goTo(url) {
    const loaded = new Promise((resolve) => {
      this.connection.listeners.push(({ sessionId, method }) => sessionId === this.sessionId && method === "Page.loadEventFired" && resolve());
    });
    await this.send("Page.navigate", { url });
    await within(loaded, "page");
  }

  // Evaluates an expression in the page.
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  }

  // Waits until an expression is true in the page.
  async until(expression) {
    const end = Date.now() + WAIT;
    for (;;) {
      // A page that is just being loaded has no elements yet.
      const found = await this.evaluate(expression).catch((error) => error);
      if (found && !(found instanceof Error)) return found;
      if (Date.now() > end) {
        const text = await this.evaluate("document.body.innerText").catch(String);
        throw new Error(`not true: ${expression}\n${found}\n${text}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  // Presses a key, with its text if it has one.
  async press(key, modifiers = 0) {
    const code = { Enter: 13, Tab: 9, " ": 32, ArrowRight: 39, ArrowLeft: 37, ArrowDown: 40 }[key];
    const text = { Enter: "\r", " ": " " }[key];
    const event = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: code, modifiers };
    await this.send("Input.dispatchKeyEvent", { ...event, type: text ? "keyDown" : "rawKeyDown", text });
    await this.send("Input.dispatchKeyEvent", { ...event, type: "keyUp" });
  }

  type(text) {
    return this.send("Input.insertText", { text });
  }

  resize(width, height) {
    return this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 500 });
  }

  prefer(scheme) {
    return this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  async screenshot() {
    const { data } = await this.send("Page.captureScreenshot", { format: "png" });
    return Buffer.from(data, "base64");
  }
}
