// amazon-connect-chatjs, unmodified and with its default settings, as a driver of the comparison.
//
//     node chatjs_driver.mjs URL [log | transcript]
//
// With `log`, the library logs at the level DEBUG. With `transcript`, the messages are those of
// `onTranscriptUpdated`.
//
// Reads each command as a line of JSON from stdin, and writes each result and each event as a line
// of JSON to stdout. Commands run at the same time.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import { WebSocket } from "ws";

const [, , endpoint, option] = process.argv;
const EVENT = "application/vnd.amazonaws.connect.event.";

// Keeps the log of the library apart from the lines of JSON.
const logged = [];
for (const level of ["debug", "log", "info", "warn", "error"]) {
  console[level] = (...values) => logged.push(values.map((value) => inspect(value, { depth: 8 })).join(" "));
}
// The library expects a browser.
globalThis.self = globalThis;
globalThis.window = globalThis;
// An exception in a handler closes no websocket there.
globalThis.WebSocket = class extends WebSocket {
  addEventListener(type, listener, options) {
    const guarded = (event) => {
      try {
        listener.call(this, event);
      } catch (error) {
        logged.push(inspect(error));
      }
    };
    super.addEventListener(type, guarded, options);
  }

  set onmessage(listener) {
    this.addEventListener("message", listener);
  }
};
const navigator = { userAgent: "node", onLine: true };
Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
globalThis.addEventListener ??= () => {};
const require = createRequire(import.meta.url);
require("amazon-connect-chatjs");
const { version } = require("amazon-connect-chatjs/package.json");
const { ChatSession, LogLevel } = globalThis.connect;
ChatSession.setGlobalConfig({
  endpoint,
  region: "us-east-1",
  ...(option === "log" && { loggerConfig: { level: LogLevel.DEBUG, useDefaultLogger: true } }),
});

// The connection tokens that the service has issued.
const tokens = [];
if (option === "log") {
  const { fetch } = globalThis;
  globalThis.fetch = async (...request) => {
    const response = await fetch(...request);
    const body = await response.clone().json().catch(() => null);
    const token = body?.ConnectionCredentials?.ConnectionToken;
    if (token) tokens.push(token);
    return response;
  };
}

const sessions = new Map();

async function connect({ session: name, contactId, participantId, participantToken }) {
  const chatDetails = { contactId, participantId, participantToken };
  const session = ChatSession.create({
    chatDetails,
    type: ChatSession.SessionTypes.CUSTOMER,
    options: { region: "us-east-1" },
    disableCSM: true,
  });
  sessions.set(name, session);
  const report = (event) => (details) =>
    write({ session: name, event, id: details?.data?.Id, text: details?.data?.Content });
  if (option === "transcript") {
    const known = new Map();
    session.onTranscriptUpdated(({ data }) => {
      const texts = data.transcript.map((item) => item.content?.data ?? item.Content);
      for (const text of new Set(texts)) {
        const count = texts.filter((other) => other === text).length;
        for (let more = known.get(text) ?? 0; more < count; more += 1) {
          write({ session: name, event: "message", text });
        }
        known.set(text, Math.max(count, known.get(text) ?? 0));
      }
    });
  } else {
    session.onMessage(report("message"));
  }
  session.onConnectionLost(report("lost"));
  session.onConnectionEstablished(report("live"));
  session.onConnectionBroken(report("broken"));
  session.onEnded(report("ended"));
  await session.connect();
  return {};
}

const send = (session, type, content) =>
  session.sendEvent({ contentType: EVENT + type, content });

const actions = {
  connect,
  // A call of an operation, with the members that the library takes.
  async call({ session, operation, input }) {
    const { ContentType: contentType, Content: message } = input;
    const chat = sessions.get(session);
    const sent = operation === "SendMessage"
      ? await chat.sendMessage({ contentType, message })
      : await chat.sendEvent({ contentType, content: message });
    return { id: sent?.data?.Id ?? null };
  },
  async typing({ session }) {
    return { id: (await send(sessions.get(session), "typing"))?.data?.Id ?? null };
  },
  async delivered({ session, message }) {
    await send(sessions.get(session), "message.delivered", JSON.stringify({ messageId: message }));
    return {};
  },
  async read({ session, message }) {
    await send(sessions.get(session), "message.read", JSON.stringify({ messageId: message }));
    return {};
  },
  // Returns the log since the last time.
  async log() {
    return { text: logged.splice(0).join("\n"), tokens };
  },
  // Prints the token of the session on purpose.
  async print_token({ session }) {
    const { connectionHelper } = sessions.get(session).controller;
    console.debug(connectionHelper.getConnectionToken());
    return actions.log();
  },
};

async function run(command) {
  try {
    return await actions[command.do](command);
  } catch (error) {
    const { type, name, message, statusCode, $metadata } = error ?? {};
    const status = statusCode ?? $metadata?.httpStatusCode ?? null;
    return { error: type ?? name ?? "Error", status, message: message ?? inspect(error) };
  }
}

function write(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.on("unhandledRejection", (error) => logged.push(inspect(error)));
write({ version });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  run(command).then((result) => write({ of: command.id, ...result }));
}
process.exit(0);
