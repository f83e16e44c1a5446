// AWS's SDK for JavaScript as a peer: a line of JSON for each call on stdin, a line of JSON for each outcome on stdout.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import * as sdk from "@aws-sdk/client-connectparticipant";

const { version } = createRequire(import.meta.url)("@aws-sdk/client-connectparticipant/package.json");

function client(url, maxAttempts) {
  return new sdk.ConnectParticipantClient({
    endpoint: url,
    // No region and no key is asked for anything: the service is on a loopback port.
    region: "eu-central-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    retryMode: "standard",
    maxAttempts,
  });
}

async function call({ url, operation, input, max_attempts }) {
  const known = client(url, max_attempts);
  try {
    const { $metadata, ...output } = await known.send(new sdk[`${operation}Command`](input));
    return { output };
  } catch (error) {
    return {
      error: error.constructor.name,
      status: error.$metadata?.httpStatusCode ?? null,
      message: error.message,
    };
  } finally {
    known.destroy();
  }
}

async function exchange({ method, url, headers, body }) {
  const answer = await fetch(url, { method, headers, body });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: await answer.text(),
  };
}

function tell(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

tell({ name: "AWS SDK for JavaScript", version });
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const asked = JSON.parse(line);
  tell(asked.exchange ? await exchange(asked.exchange) : await call(asked.call));
}
