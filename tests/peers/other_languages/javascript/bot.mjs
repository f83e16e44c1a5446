// A bot that replies to the customer of a chat.

import {
  GetTranscriptCommand,
  SendMessageCommand,
} from "@aws-sdk/client-connectparticipant";

// Replies to the latest message if it is from the customer.
export async function reply(client, ConnectionToken) {
  const getTranscript = new GetTranscriptCommand({ ConnectionToken, MaxResults: 10 });
  const { Transcript } = await client.send(getTranscript);
  const latest = Transcript.filter(({ Type }) => Type === "MESSAGE").at(-1);
  if (latest?.ParticipantRole !== "CUSTOMER") return;
  await client.send(
    new SendMessageCommand({
      ConnectionToken,
      ContentType: "text/plain",
      Content: `You said: ${latest.Content}`,
    }),
  );
}
