import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { ConnectParticipantClient } from "@aws-sdk/client-connectparticipant";
import { reply } from "./bot.mjs";
import { LocalService } from "./local_service.mjs";

let service, client;

before(async () => {
  service = await LocalService.start();
  client = new ConnectParticipantClient({
    endpoint: service.url,
    region: "us-east-1",
    // The SDK requires credentials. The local service accepts any.
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
});
afterEach(() => service.control("DELETE", "/faults"));
after(() => service.stop());

test("the bot replies", async () => {
  const chat = await service.openChat();
  await chat.customerSays("Hello?");
  await reply(client, chat.bot.connectionToken);
  const said = ["CUSTOMER: Hello?", "CUSTOM_BOT: You said: Hello?"];
  assert.deepEqual(await chat.said(), said);
});

test("a throttled reply is sent once", async () => {
  const chat = await service.openChat();
  await chat.customerSays("Hello?");
  await service.control("POST", "/faults", { fault: "429@SendMessage" });
  await reply(client, chat.bot.connectionToken);
  assert.equal((await chat.said()).length, 2);
});

test("the end of a chat is an error", async () => {
  const chat = await service.openChat();
  await chat.end();
  const replying = reply(client, chat.bot.connectionToken);
  await assert.rejects(replying, { name: "AccessDeniedException" });
});
