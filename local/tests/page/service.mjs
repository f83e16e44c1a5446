// The program `connect-participant-local`, and a client that speaks its protocol.

import { spawn } from "node:child_process";

import { lineOf, within } from "./browser.mjs";

export class Service {
  static async start(program, ...options) {
    const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"] });
    const service = new Service();
    Object.assign(service, { child, log: "" });
    child.stderr.on("data", (text) => (service.log += text));
    const [line] = await within(lineOf(child.stdout, /^\{.*\}$/), "service");
    Object.assign(service, JSON.parse(line));
    return service;
  }

  stop() {
    this.child.kill();
  }

  async control(method, path, body) {
    const response = await fetch(`${this.url}/_local/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  }

  // Calls an operation of the service.
  call(path, token, body) {
    return fetch(`${this.url}/participant/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Amz-Bearer": token },
      body: JSON.stringify(body),
    });
  }

  say(token, content) {
    return this.call("message", token, { ContentType: "text/plain", Content: content });
  }

  // Opens a websocket, and subscribes to the chat.
  async listen(participantToken) {
    const response = await this.call("connection", participantToken, { Type: ["WEBSOCKET"] });
    const { Websocket } = await response.json();
    const listener = new Listener(Websocket.Url);
    await within(listener.subscribed, "subscription");
    return listener;
  }
}

// A websocket that is subscribed to a chat.
class Listener {
  heard = [];
  waiting = [];

  constructor(url) {
    Object.assign(this, { url, socket: new WebSocket(url) });
    this.socket.onopen = () => this.socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}');
    this.subscribed = new Promise((resolve) => {
      this.socket.onmessage = ({ data }) => {
        const { topic, content } = JSON.parse(data);
        if (topic === "aws/subscribe") resolve();
        if (topic !== "aws/chat") return;
        this.heard.push(JSON.parse(content));
        this.waiting.forEach((look) => look());
      };
    });
  }

  // Waits until an item has come for which a condition holds.
  hears(condition) {
    return new Promise((resolve) => {
      const look = () => this.heard.some(condition) && resolve();
      this.waiting.push(look);
      look();
    });
  }
}
