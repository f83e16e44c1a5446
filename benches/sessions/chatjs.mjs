// amazon-connect-chatjs, unmodified, as a reader of the benchmark. It has the same commands as the
// readers in Rust.
//
//     node --expose-gc chatjs.mjs URL

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { WebSocket } from "ws";

const [, , url] = process.argv;
const CONCURRENT = 32;

// The library expects a browser.
globalThis.self = globalThis;
globalThis.window = globalThis;
globalThis.WebSocket = WebSocket;
const navigator = { userAgent: "node", onLine: true };
Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
globalThis.addEventListener ??= () => {};
const require = createRequire(import.meta.url);
require("amazon-connect-chatjs");
const { ChatSession, LogLevel } = globalThis.connect;
ChatSession.setGlobalConfig({
  endpoint: url,
  region: "us-east-1",
  loggerConfig: { level: LogLevel?.ERROR, useDefaultLogger: false },
});

const sessions = [];
let received = 0;
let round = 0;

async function connect({ contactId, participantId, participantToken }) {
  const session = ChatSession.create({
    chatDetails: { contactId, participantId, participantToken },
    type: ChatSession.SessionTypes.CUSTOMER,
    options: { region: "us-east-1" },
    disableCSM: true,
  });
  sessions.push(session);
  session.onMessage(() => {
    received += 1;
    if (received % round === 0) process.stdout.write("round\n");
  });
  const subscribed = new Promise((resolve) => session.onDeepHeartbeatSuccess(resolve));
  const { connectSuccess } = await session.connect();
  if (!connectSuccess) throw new Error("not connected");
  await subscribed;
}

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const waiting = [...(command.participants ?? [])];
  const worker = async () => {
    while (waiting.length > 0) await connect(waiting.pop());
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  if (command.round) [received, round] = [0, command.round];
  globalThis.gc();
  process.stdout.write("done\n");
}
process.exit(0);
