// The AWS SDK for JavaScript as a peer.
//
// Reads each request as a line of JSON from stdin, and writes each result as a line of JSON to stdout.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import * as sdk from "@aws-sdk/client-connectparticipant";

const { version } = createRequire(import.meta.url)("@aws-sdk/client-connectparticipant/package.json");

function client(url, maxAttempts) {
  return new sdk.ConnectParticipantClient({
    endpoint: url,
    // The SDK requires a region and credentials. The local service ignores them.
    region: "eu-central-1",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    retryMode: "standard",
    maxAttempts,
  });
}

async function call({ url, operation, input, max_attempts }) {
  const participantClient = client(url, max_attempts);
  try {
    const command = new sdk[`${operation}Command`](input);
    const { $metadata, ...output } = await participantClient.send(command);
    return { output };
  } catch (error) {
    return {
      error: error.constructor.name,
      status: error.$metadata?.httpStatusCode ?? null,
      message: error.message,
    };
  } finally {
    participantClient.destroy();
  }
}

async function exchange({ method, url, headers, body }) {
  const response = await fetch(url, { method, headers, body });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

function writeLine(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

writeLine({ name: "AWS SDK for JavaScript", version });
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  writeLine(request.exchange ? await exchange(request.exchange) : await call(request.call));
}
