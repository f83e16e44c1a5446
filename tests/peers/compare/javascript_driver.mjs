// The AWS SDK for JavaScript with its default settings, as a driver of the comparison.
//
// Reads each command as a line of JSON from stdin, and writes each result as a line of JSON to
// stdout. Commands run at the same time.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import * as sdk from "@aws-sdk/client-connectparticipant";

const { version } = createRequire(import.meta.url)("@aws-sdk/client-connectparticipant/package.json");

// The clients by URL.
const clients = new Map();

function build(endpoint, hasCredentials, settings) {
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  return new sdk.ConnectParticipantClient({
    endpoint,
    region: "eu-central-1",
    ...(hasCredentials && { credentials }),
    ...settings,
  });
}

async function call({ do: action, url, operation, input }, settings) {
  const hasCredentials = action !== "call_without_credentials";
  try {
    const command = new sdk[`${operation}Command`](input);
    if (settings || !clients.has(url)) clients.set(url, build(url, hasCredentials, settings));
    const output = await clients.get(url).send(command);
    return { id: output.Id ?? null };
  } catch (error) {
    return {
      error: error.name,
      status: error.$metadata?.httpStatusCode ?? null,
      message: error.message,
    };
  }
}

// Makes a call, and returns what the SDK gives to its logger, and what `console.log` shows of the
// command.
async function log({ url, operation, input }) {
  const lines = [inspect(new sdk[`${operation}Command`](input), { depth: null })];
  const keep = (...values) => lines.push(values.map((value) => inspect(value, { depth: null })).join(" "));
  const logger = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
  await call({ url, operation, input }, { logger });
  return { text: lines.join("\n") };
}

function write(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

write({ version });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  const action = command.do === "log" ? log : call;
  action(command).then((result) => write({ of: command.id, ...result }));
}
process.exit(0);
