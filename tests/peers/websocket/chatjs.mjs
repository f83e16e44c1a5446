// amazon-connect-chatjs, unmodified, as a customer who listens on a websocket.
//
//     node chatjs.mjs URL
//
// URL is that of the program `connect-participant-local`. Each check is a line on stdout. The
// process ends with status 1 if one fails.

import { createRequire } from "node:module";
import { WebSocket } from "ws";

const [, , url] = process.argv;
const WAIT = 30_000;
const EVENT = "application/vnd.amazonaws.connect.event.";

// The library expects a browser. It renews a websocket after 3,540 seconds, by a timer.
const realTimeout = globalThis.setTimeout;
let renews = false;
globalThis.setTimeout = (callback, delay, ...rest) =>
  realTimeout(() => callback(...rest), delay > 3_000_000 && renews ? 1_000 : delay);
globalThis.self = globalThis;
globalThis.window = globalThis;
globalThis.WebSocket = WebSocket;
const navigator = { userAgent: "node", onLine: true };
Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
globalThis.addEventListener ??= () => {};
const require = createRequire(import.meta.url);
require("amazon-connect-chatjs");
const { version } = require("amazon-connect-chatjs/package.json");
const { ChatSession, LogLevel } = globalThis.connect;

ChatSession.setGlobalConfig({
  endpoint: url,
  region: "us-east-1",
  loggerConfig: { level: LogLevel?.ERROR, useDefaultLogger: false },
  features: { messageReceipts: { shouldSendMessageReceipts: true, throttleTime: 200 } },
});

let checks = 0;
function check(name, isTrue, found) {
  if (!isTrue) {
    console.log(`failed: ${name}: ${JSON.stringify(found)}`);
    process.exit(1);
  }
  checks += 1;
}

async function control(method, path, body) {
  const response = await fetch(`${url}/_local${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

// A chat of a customer, who uses the library, and of an agent, who is controlled.
class Chat {
  events = [];

  static async open() {
    const chat = new Chat();
    const opened = await control("POST", "/chats", { participants: ["CUSTOMER", "AGENT"] });
    chat.contactId = opened.contactId;
    [chat.customer, chat.agent] = opened.participants;
    chat.session = ChatSession.create({
      chatDetails: {
        contactId: chat.contactId,
        participantId: chat.customer.participantId,
        participantToken: chat.customer.participantToken,
      },
      type: ChatSession.SessionTypes.CUSTOMER,
      options: { region: "us-east-1" },
      disableCSM: true,
    });
    for (const name of [
      "onMessage", "onTyping", "onReadReceipt", "onDeliveredReceipt", "onEnded",
      "onConnectionLost", "onConnectionEstablished", "onConnectionBroken",
      "onDeepHeartbeatSuccess", "onParticipantIdle", "onAuthenticationInitiated",
    ]) {
      chat.session[name]?.((event) => chat.events.push({ name, data: event.data }));
    }
    const connected = await chat.session.connect();
    check("connected", connected.connectSuccess === true, connected);
    await chat.until("subscribed", async () => {
      const { websockets } = await control("GET", "/websockets");
      return websockets.some((socket) => chat.owns(socket) && socket.isSubscribed);
    });
    return chat;
  }

  owns(socket) {
    return socket.participantId === this.customer.participantId;
  }

  speak(what, body) {
    const path = `/chats/${this.contactId}/participants/${this.agent.participantId}/${what}`;
    return control("POST", path, body ?? {});
  }

  async until(name, condition) {
    const end = Date.now() + WAIT;
    for (;;) {
      const found = await condition();
      if (found) {
        check(name, true);
        return found;
      }
      if (Date.now() > end) check(name, false, this.events);
      await new Promise((resolve) => realTimeout(resolve, 20));
    }
  }

  heard(name, matches = () => true) {
    const matching = (event) => event.name === name && matches(event.data ?? {});
    return this.until(name, () => this.events.find(matching)).then((event) => event.data);
  }

  count(name, matches = () => true) {
    return this.events.filter((event) => event.name === name && matches(event.data ?? {})).length;
  }
}

async function messagesAndReceipts() {
  const chat = await Chat.open();
  const { session, contactId } = chat;
  await chat.heard("onDeepHeartbeatSuccess");

  const sent = await session.sendMessage({ contentType: "text/plain", message: "Hello" });
  const echo = await chat.heard("onMessage", (item) => item.Content === "Hello");
  check("the id of one's own message", echo.Id === sent.data.Id, echo);
  check("the time of one's own message", echo.AbsoluteTime === sent.data.AbsoluteTime, echo);
  check("the sender", echo.DisplayName === "Customer", echo);
  check("the contact", echo.InitialContactId === contactId && echo.ContactId === contactId, echo);

  const said = await chat.speak("say", { content: "How can I help? \u{1F44B}" });
  const item = await chat.heard("onMessage", ({ Id }) => Id === said.Id);
  check("the content", item.Content === said.Content && item.Type === "MESSAGE", item);
  await chat.speak("typing");
  const typing = await chat.heard("onTyping");
  check("who types", typing.ParticipantRole === "AGENT" && !("ContactId" in typing), typing);

  await chat.speak("read", { messageId: sent.data.Id });
  const read = await chat.heard("onReadReceipt");
  const [receipt] = read.MessageMetadata.Receipts;
  check("the message that was read", read.MessageMetadata.MessageId === sent.data.Id, read);
  check("who has read it", receipt.RecipientParticipantId === chat.agent.participantId, read);
  check("both times", receipt.ReadTimestamp && receipt.DeliveredTimestamp, read);

  await session.sendEvent({ contentType: `${EVENT}typing` });
  const content = JSON.stringify({ messageId: said.Id });
  await session.sendEvent({ contentType: `${EVENT}message.delivered`, content });
  await session.sendEvent({ contentType: `${EVENT}message.read`, content });
  const { items } = await control("GET", `/chats/${contactId}/transcript`);
  const kinds = items.map((recorded) => recorded.Type);
  check("the receipt of the customer", kinds.filter((kind) => kind === "MESSAGE_READ").length === 2, kinds);
  check("the sender of a receipt gets no event", chat.count("onReadReceipt") === 1, chat.events);

  const { data } = await session.getTranscript({ maxResults: 100, sortOrder: "ASCENDING" });
  const contents = data.Transcript.map((recorded) => recorded.Content);
  check("the transcript", contents.join() === ["Hello", said.Content].join(), contents);
  await control("POST", `/chats/${contactId}/end`);
  await chat.heard("onEnded");
}

async function attachments() {
  const chat = await Chat.open();
  const attachment = new File(["a,b"], "a.csv", { type: "text/csv" });
  await chat.session.sendAttachment({ attachment });
  const item = await chat.heard("onMessage", ({ Type }) => Type === "ATTACHMENT");
  const [found] = item.Attachments;
  check("the name", found.AttachmentName === "a.csv" && found.Status === "APPROVED", item);
  check("no content", !("Content" in item) && !("ContentType" in item), item);
  const attachmentId = found.AttachmentId;
  const blob = await chat.session.downloadAttachment({ attachmentId });
  check("the bytes", (await blob.text()) === "a,b", blob);
  await control("POST", `/chats/${chat.contactId}/end`);
  await chat.heard("onEnded");
}

async function renewal() {
  renews = true;
  const chat = await Chat.open();
  const sockets = async () => (await control("GET", "/websockets")).websockets.filter((socket) => chat.owns(socket));
  const [{ websocketId: first }] = await sockets();
  await chat.until("renewed", async () => (await sockets()).some((socket) => socket.websocketId !== first));
  renews = false;
  await chat.until("the old one is closed", async () => !(await sockets()).some((socket) => socket.websocketId === first));
  await chat.until("subscribed again", async () => (await sockets()).some((socket) => socket.isSubscribed));
  await chat.speak("say", { content: "after" });
  await chat.heard("onMessage", (item) => item.Content === "after");
  await control("POST", `/chats/${chat.contactId}/end`);
  await chat.heard("onEnded");
}

async function droppedSocket() {
  const chat = await Chat.open();
  const sockets = async () => (await control("GET", "/websockets")).websockets.filter((socket) => chat.owns(socket));
  const [{ websocketId: first }] = await sockets();
  await control("POST", `/websockets/${first}/reset`);
  await chat.heard("onConnectionLost");
  await chat.until("another one", async () => (await sockets()).some((socket) => socket.isSubscribed && socket.websocketId !== first));
  await chat.speak("say", { content: "after" });
  await chat.heard("onMessage", (item) => item.Content === "after");

  // The chat ends while the customer is away. The library finds out by a 403.
  await control("POST", "/faults", { fault: "403@websocket" });
  const [{ websocketId: second }] = await sockets();
  await control("POST", `/websockets/${second}/reset`);
  await control("POST", `/chats/${chat.contactId}/end`);
  await chat.heard("onEnded");
  await control("DELETE", "/faults");
}

async function pushes() {
  const chat = await Chat.open();
  const push = (item) => control("POST", `/chats/${chat.contactId}/push`, item);
  const customer = chat.customer.participantId;
  await push({ ContentType: "participant.idle", ParticipantId: customer });
  const idle = await chat.heard("onParticipantIdle");
  check("who is idle", idle.ParticipantId === customer && idle.DisplayName === "Customer", idle);
  await push({ ContentType: "authentication.initiated", Content: '{"SessionId":"7d1c"}' });
  await chat.heard("onAuthenticationInitiated");

  // The library shows each part of a streamed message, and then all of it.
  const part = (MessageMetadata, Content) =>
    push({ Id: "streamed", Type: "MESSAGE", ContentType: "text/plain", Content, MessageMetadata, ParticipantRole: "SYSTEM", DisplayName: "BOT" });
  await part({ MessageCompleted: false, ChunkNumber: 1 }, "How ");
  await part({ MessageCompleted: false, ChunkNumber: 2 }, "can I");
  await part({ MessageCompleted: true, ChunkNumber: 3 }, "How can I help?");
  for (const text of ["How ", "How can I", "How can I help?"]) {
    await chat.heard("onMessage", (item) => item.Content === text);
  }

  // Each fault is of one frame.
  await control("POST", "/faults", { fault: `duplicate-push@${customer}` });
  await chat.speak("say", { content: "twice" });
  await chat.until("a duplicate", () => chat.count("onMessage", (item) => item.Content === "twice") === 2);

  const left = await chat.session.disconnectParticipant();
  check("disconnected", left, left);
  await chat.heard("onMessage", (item) => item.ContentType === `${EVENT}participant.left`);
  await chat.heard("onEnded");
}

await messagesAndReceipts();
await attachments();
await renewal();
await droppedSocket();
await pushes();
console.log(`amazon-connect-chatjs ${version}: ${checks} checks passed`);
process.exit(0);
