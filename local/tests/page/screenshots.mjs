// Takes the screenshot of the page that is in docs/.
//
//     local/tests/page/screenshots
//
// That script builds the service, runs this module and makes the files smaller.

import { writeFile } from "node:fs/promises";

import { Browser } from "./browser.mjs";
import { Service } from "./service.mjs";

const [, , program, chromium, folder] = process.argv;
const EVENT = "application/vnd.amazonaws.connect.event.";
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Opens a chat of a customer and a bot, who listens.
async function openChat(service) {
  const { contactId, participants } = await service.control("POST", "chats", { participants: ["CUSTOMER"] });
  const bot = await service.control("POST", `chats/${contactId}/participants`, { role: "CUSTOM_BOT" });
  await service.listen(bot.participantToken);
  return { contactId, customer: participants[0], bot };
}

// A conversation, in which the client of the bot meets a fault and a refusal.
async function converse(service, { customer, bot }) {
  const say = async ({ connectionToken }, content) => (await service.say(connectionToken, content)).json();
  const event = (name, content) =>
    service.call("event", bot.connectionToken, { ContentType: `${EVENT}${name}`, ...(content && { Content: JSON.stringify(content) }) });

  const first = await say(customer, "Hi! My parcel should have come on Tuesday, and it is not here yet.");
  await event("message.read", { messageId: first.Id });
  await event("typing");
  await pause(1200);
  await say(bot, "I am sorry to hear that. What is the number of your order?");
  const second = await say(customer, "2204-7781");
  await event("message.read", { messageId: second.Id });
  await service.control("POST", "faults", { fault: "429@SendMessage" });
  await say(bot, "One moment, please.");
  await pause(300);
  await say(bot, "Thank you. It left our warehouse yesterday and arrives tomorrow between 9 and 12.\nShall I send you a link to follow it?");
  await say(customer, "Yes, please.");
  await service.say("a-token-of-yesterday", "Here it is.");
  await event("typing");
}

const service = await Service.start(program, "--seed", "11");
const browser = await Browser.start(chromium);
try {
  const early = await openChat(service);
  await service.say(early.customer.connectionToken, "Thanks, that was quick!");
  await service.control("POST", `chats/${early.contactId}/end`);
  const chat = await openChat(service);
  await converse(service, chat);

  const tab = await browser.open(`${service.url}/_local/#${chat.contactId}`, async (opened) => {
    await opened.prefer("light");
    await opened.resize(1280, 800);
  });
  await tab.until(`document.querySelector("#transcript").innerText.includes("Yes, please.")`);
  await tab.until(`document.querySelector("#people").innerText.includes("listening")`);
  await pause(1000);
  await writeFile(`${folder}/local-page.png`, await tab.screenshot());
} finally {
  await browser.stop();
  service.stop();
}
process.exit(0);
