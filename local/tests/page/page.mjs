// The page of the local service in a headless Chromium.
//
//     node --experimental-websocket page.mjs SERVICE CHROMIUM
//
// SERVICE is the program `connect-participant-local`. The process ends with status 1 if a check
// fails.

import { createServer } from "node:http";

import { Browser, OTHER_SITE, within } from "./browser.mjs";
import { Service } from "./service.mjs";

const [, , program, chromium] = process.argv;
const SHIFT = 8;
let checks = 0;

function check(name, isTrue, found) {
  if (!isTrue) throw new Error(`${name}: ${JSON.stringify(found)}`);
  checks += 1;
}

const service = await Service.start(program, "--fault", "429@SendEvent");
const browser = await Browser.start(chromium);
const [agent, customer] = ["AGENT", "CUSTOMER"].map((role) => service.participants.find((one) => one.role === role));
const page = `${service.url}/_local/`;
// Everything that the page must never have.
const secrets = [agent, customer].flatMap((one) => [one.participant_token, one.connection_token]);
const transcript = () => service.control("GET", `chats/${service.contact_id}/transcript`).then(({ items }) => items);
const shows = (text) => `document.querySelector("#transcript").innerText.includes(${JSON.stringify(text)})`;
const focused = (tab) => tab.evaluate("document.activeElement.id || document.activeElement.textContent.trim()");

// Presses Tab until an element has the focus, as people without a mouse do.
async function tabTo(tab, selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    await tab.press("Tab");
    if (await tab.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) {
      const outline = await tab.evaluate(`(() => {
        const focused = document.activeElement.name === "speaker" ? document.activeElement.parentElement : document.activeElement;
        return getComputedStyle(focused).outlineStyle;
      })()`);
      check(`the focus on ${selector} is visible`, outline !== "none", outline);
      return;
    }
  }
  throw new Error(`Tab does not reach ${selector}, but ${await focused(tab)}`);
}

async function aConversation() {
  const listener = await service.listen(agent.participant_token);
  secrets.push(new URL(listener.url).search.split("=").pop());
  await service.say(customer.connection_token, "Is anybody there?");
  await service.call("event", agent.connection_token, { ContentType: "application/vnd.amazonaws.connect.event.typing" });
  await service.say("not-a-token", "Hello");

  const tab = await browser.open(`${service.url}/_local`);
  check("the short address leads to the page", await tab.evaluate("location.pathname") === "/_local/");
  await tab.until(shows("Is anybody there?"));
  await service.say(agent.connection_token, "Yes, I am.");
  await tab.until(shows("Yes, I am."));
  await tab.until(`[...document.querySelectorAll("#people li")].some((one) => one.textContent === "Agent · listening")`);
  const requests = await tab.evaluate(`document.querySelector("#requests").innerText`);
  check("the reason of a refusal", requests.includes("403") && requests.includes("unknown token"), requests);
  check("a fault", requests.includes("429") && requests.includes("fault injected"), requests);

  // All of this without a mouse.
  await tab.evaluate("document.activeElement.blur()");
  await tab.press("Tab");
  check("the first stop skips to the message box", await focused(tab) === "Skip to the message box", await focused(tab));
  await tab.press("Enter");
  await tab.until(`location.hash !== "" && document.activeElement.id === "words"`);
  await tab.type("I cannot log in.");
  await tab.press("Enter", SHIFT);
  await tab.type("What now?");
  await tab.press("Enter");
  await tab.until(shows("I cannot log in.\nWhat now?"));
  await tab.until(`document.querySelector("#words").value === ""`);
  const said = (await transcript()).at(-1);
  check("the customer has said it", said.ParticipantRole === "CUSTOMER" && said.Content === "I cannot log in.\nWhat now?", said);
  await within(listener.hears((item) => item.Id === said.Id), "message for the agent");
  // A screen reader announces what comes from now on.
  await tab.until(`document.querySelector("#transcript").getAttribute("aria-live") === "polite"`);

  await tab.evaluate("document.activeElement.blur()");
  await tabTo(tab, "[name=speaker]");
  await tab.press("ArrowLeft");
  await tabTo(tab, "[data-act=read]");
  await tab.press("Enter");
  await tab.until(shows("Read by Agent"));
  await tabTo(tab, "#words");
  await tab.type("Try again.");
  await tab.press("Enter");
  await tab.until(shows("Try again."));
  check("the agent has said it", (await transcript()).at(-1).ParticipantRole === "AGENT");

  await tabTo(tab, "[role=tab]");
  await tab.press("ArrowRight");
  check("arrows change the tab", await focused(tab) === "tab-sockets", await focused(tab));
  await tab.until(`document.querySelector(".frames").innerText.includes("aws/subscribe")`);
  await tab.until(`document.querySelector(".frames").innerText.includes("Try again.")`);
  await tab.press("ArrowRight");
  await tabTo(tab, "[data-fault='503*always']");
  await tab.press(" ");
  await tab.until(`document.querySelector("[data-fault='503*always']").getAttribute("aria-checked") === "true"`);
  check("the fault is on", (await service.say(agent.connection_token, "lost")).status === 503);
  await tab.press(" ");
  await tab.until(`document.querySelector("[data-fault='503*always']").getAttribute("aria-checked") === "false"`);
  check("the fault is off", (await service.say(agent.connection_token, "not lost")).status === 200);
  await tabTo(tab, "#fault");
  await tab.type("lose-push*2");
  await tab.press("Enter");
  await tab.until(`document.querySelector("#others").innerText.includes("lose-push*2")`);
  await tab.evaluate(`document.querySelector("#clear").click()`);
  await tab.until(`document.querySelector("#others").childElementCount === 0`);

  await tab.evaluate(`document.querySelector("#advance").requestSubmit()`);
  await tab.until(`Date.parse(document.querySelector("#now").textContent.replace(" ", "T") + "Z") > Date.now() + 86_000_000`);

  // What a mistake says, and a chat of the page's own.
  await tab.evaluate(`document.querySelector("#fault").value = "x"; document.querySelector("#inject").requestSubmit()`);
  await tab.until(`document.querySelector("#notice").textContent.includes("500@SendEvent*2")`);
  await tab.evaluate(`document.querySelector("#open").click()`);
  await tab.until(`document.querySelector("#chat-title").textContent === "Chat 2" && document.activeElement.id === "words"`);
  const { chats } = await service.control("GET", "chats");
  check("a chat of two", chats[1].participants.length === 2, chats);
  await tab.evaluate(`document.querySelector("#add").requestSubmit()`);
  await tab.until(`document.querySelector("#people").childElementCount === 3`);
  await tab.evaluate(`document.querySelector("#finish").click()`);
  await tab.until(`document.querySelector("#chat-state").textContent === "Ended" && document.querySelector("#composer").hidden`);
  return tab;
}

// Texts that would do harm if they were HTML, or if they were shown as they are.
async function hostileTexts() {
  const texts = [
    `<img src=x onerror="document.title='harm'">`,
    `</script><script>document.title='harm'</script><style>*{display:none}</style>`,
    `javascript:alert(1) {{7*7}} &lt;b&gt; \u0000\u001b[31m`,
    "\u202Egnp.exe\u2066\u2067 \u200F right to left",
    "e\u0301\u0302\u0303".repeat(300),
    "W".repeat(16_384),
  ];
  const { contactId, participants } = await service.control("POST", "chats", { participants: ["CUSTOMER", "AGENT"] });
  secrets.push(...participants.flatMap((one) => [one.participantToken, one.connectionToken]));
  const [{ connectionToken, participantToken }] = participants;
  const listener = await service.listen(participantToken);
  const tab = await browser.open(`${page}#${contactId}`, (opened) => opened.resize(390, 844));
  await tab.until(`document.querySelector("#chat-title").textContent.startsWith("Chat ")`);
  const elements = `document.querySelectorAll("script, style, img, iframe, object, embed, form[action], a[href^=javascript]").length`;
  const before = await tab.evaluate(elements);
  for (const text of texts) {
    const response = await service.say(connectionToken, text);
    check("the message is accepted", response.status === 200, await response.text());
    listener.socket.send(text.slice(0, 9_999));
  }
  const upload = await service.call("start-attachment-upload", connectionToken, {
    ContentType: "text/plain", AttachmentName: texts[0].replaceAll("/", ""), AttachmentSizeInBytes: 1, ClientToken: "once",
  }).then((response) => response.json());
  await fetch(upload.UploadMetadata.Url, { method: "PUT", body: "a", headers: upload.UploadMetadata.HeadersToInclude });
  secrets.push(upload.UploadMetadata.Url.split("/").pop());
  await service.call("complete-attachment-upload", connectionToken, { AttachmentIds: [upload.AttachmentId], ClientToken: "once" });
  await service.control("POST", "faults", { fault: `lose-push@${texts[0].replaceAll("*", "")}*9` });
  await tab.until(`document.querySelectorAll("#transcript .words").length === ${texts.length + 1}`);
  await tab.evaluate(`openTab(find("tab-sockets"))`);
  await tab.until(`document.querySelector(".frames")?.innerText.includes("onerror")`);
  await tab.evaluate(`openTab(find("tab-faults"))`);
  await tab.until(`document.querySelector("#others").innerText.includes("onerror")`);

  check("no element comes of a text", await tab.evaluate(elements) === before);
  check("no script of a text runs", await tab.evaluate("document.title").then((title) => title.startsWith("Chat ")));
  const shown = await tab.evaluate(`[...document.querySelectorAll("#transcript .words")].map((one) => one.textContent)`);
  check("texts are shown as they are", texts.every((text) => shown.some((one) => one === text)), shown.map((one) => one.slice(0, 60)));
  const isolated = await tab.evaluate(`[...document.querySelectorAll("#transcript .words, .frames pre, bdi")].every((one) => ["isolate", "plaintext"].includes(getComputedStyle(one).unicodeBidi))`);
  check("the direction of a text does not spread", isolated);
  const heights = await tab.evaluate(`[...document.querySelectorAll("#transcript .words")].map((one) => one.offsetHeight)`);
  check("a long text is bounded", Math.max(...heights) < 320, heights);

  // At the width of a phone, in each panel.
  for (const panel of ["requests", "sockets", "faults"]) {
    await tab.evaluate(`openTab(find("tab-${panel}")); document.querySelectorAll("details").forEach((one) => { one.open = true; })`);
    const widths = await tab.evaluate("[document.documentElement.scrollWidth, innerWidth]");
    check(`no sideways scrolling in ${panel}`, widths[0] <= widths[1] && widths[1] === 390, widths);
  }
  return tab;
}

// The contrast of all texts with what is behind them: at least 4.5 to 1.
const CONTRAST = `(() => {
  const parse = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isPlaceholder = element.placeholder;
    if ((!texts.length && !isPlaceholder) || !element.checkVisibility() || element.disabled) continue;
    const color = parse(getComputedStyle(element, isPlaceholder ? "::placeholder" : null).color);
    const [one, other] = [light(color), light(behind(element))].sort((a, b) => b - a);
    found.push({ text: (texts[0]?.data ?? isPlaceholder).trim().slice(0, 40), ratio: (one + 0.05) / (other + 0.05) });
  }
  return found;
})()`;

async function contrast(tab) {
  await tab.resize(1280, 800);
  const backgrounds = [];
  for (const scheme of ["light", "dark"]) {
    await tab.prefer(scheme);
    backgrounds.push(await tab.evaluate("getComputedStyle(document.body).backgroundColor"));
    for (const panel of ["requests", "sockets", "faults"]) {
      await tab.evaluate(`openTab(find("tab-${panel}"))`);
      const found = await tab.evaluate(CONTRAST);
      const low = found.filter(({ ratio }) => !(ratio >= 4.5));
      check(`contrast of ${panel} in ${scheme}`, found.length > 20 && low.length === 0, low);
    }
  }
  check("dark and light differ", backgrounds[0] !== backgrounds[1], backgrounds);
}

// Pages of other origins on this machine, and of another site.
async function otherSites() {
  const server = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!doctype html><title>Other</title><iframe></iframe>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  const { chats } = await service.control("GET", "chats");
  for (const host of ["127.0.0.1", OTHER_SITE]) {
    const other = await browser.open(`http://${host}:${port}/`);
    for (const path of ["", "chats", "events"]) {
      const read = await other.evaluate(`fetch("${page}${path}").then((response) => response.text(), () => "refused")`);
      check(`${host} cannot read ${path}`, read === "refused", read.slice(0, 80));
    }
    const shown = await other.evaluate(`new Promise((resolve) => {
      const frame = document.querySelector("iframe");
      frame.onload = () => resolve(frame.contentDocument === null);
      frame.src = "${page}";
    })`);
    const { frameTree } = await other.send("Page.getFrameTree");
    const urls = (frameTree.childFrames ?? []).map(({ frame }) => frame.url);
    check(`${host} cannot show the page`, shown && !urls.includes(page), urls);
  }
  const other = await browser.open(`http://${OTHER_SITE}:${port}/`);
  const outcome = await other.evaluate(`fetch("${page}chats", { method: "POST", mode: "no-cors", body: "{}" }).then(({ type }) => type, () => "refused")`);
  const after = await service.control("GET", "chats");
  check("another site changes nothing", after.chats.length === chats.length, outcome);
  // The name of that site leads to the service itself.
  const rebound = await browser.open(page.replace("127.0.0.1", OTHER_SITE));
  const text = await rebound.evaluate("document.body.innerText");
  check("the service has no other name", text.includes("`Host`"), text);
  server.close();
}

// What the page has requested, logged and shown.
async function traces(tabs) {
  check("actions return something", tabs[0].returned.some((body) => body.includes("contactId")), tabs[0].returned);
  for (const tab of tabs) {
    const outside = tab.requested.filter((url) => !url.startsWith(`${service.url}/_local`) && !url.startsWith("data:image/svg+xml,"));
    check("no request leaves the service", outside.length === 0 && tab.requested.length > 5, outside);
    // A refused action is an error in the console of the browser.
    const logged = tab.logged.filter((line) => !line.includes("status of 400"));
    check("the console is empty", logged.length === 0, logged);
    const { root } = await tab.send("DOM.getDocument", { depth: -1 });
    const { outerHTML } = await tab.send("DOM.getOuterHTML", { nodeId: root.nodeId });
    const seen = [outerHTML, await tab.evaluate("location.href"), await tab.evaluate("JSON.stringify([...Object.entries(localStorage), document.cookie])"), ...tab.requested, ...tab.logged].join("\n");
    check("no action returns a token", !/token/i.test(tab.returned.join()), tab.returned);
    for (const secret of secrets) check("no secret is on the page", secret.length > 20 && !seen.includes(secret));
  }
  check("what the page does is logged", /POST \/_local\/faults 200/.test(service.log), service.log);
  check("what the page reads is not logged", !/GET \/_local\/(faults|requests|clock)/.test(service.log), service.log);
  const routes = ["chats", "requests", "websockets", "faults", "clock", "events"];
  const { websockets, closed } = await service.control("GET", "websockets");
  routes.push(...[...websockets, ...closed].map(({ websocketId }) => `websockets/${websocketId}/frames`));
  for (const route of routes) {
    const text = JSON.stringify(await service.control("GET", route));
    for (const secret of secrets) check(`no secret in ${route}`, !text.includes(secret));
  }
}

async function aRestart() {
  const tab = await browser.open(page);
  await tab.until(`document.querySelector("#live").textContent === "Live"`);
  service.stop();
  await tab.until(`document.querySelector("#live").textContent === "Not reachable"`);
  const again = await Service.start(program, "--port", new URL(service.url).port);
  await tab.until(`document.querySelector("#live").textContent === "Live"`);
  await tab.until(`document.querySelector("#contact").textContent === "${again.contact_id}"`);
  again.stop();
  check("the page finds the next service", true);
}

let status = 0;
try {
  const first = await aConversation();
  const second = await hostileTexts();
  await contrast(second);
  await otherSites();
  await traces([first, second]);
  await aRestart();
  console.log(`the page in Chromium: ${checks} checks passed`);
} catch (error) {
  console.log(`failed: ${error.message}`);
  status = 1;
} finally {
  await browser.stop();
  service.stop();
}
process.exit(status);
