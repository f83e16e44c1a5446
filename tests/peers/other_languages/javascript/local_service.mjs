// A local service for tests.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class LocalService {
  static async start(...options) {
    const service = new LocalService();
    // Standard error has a line for each request.
    const stdio = ["ignore", "pipe", "ignore"];
    service.process = spawn("connect-participant-local", options, { stdio });
    // The program prints this line when it listens.
    const lines = createInterface({ input: service.process.stdout });
    const { value } = await lines[Symbol.asyncIterator]().next();
    service.url = JSON.parse(value).url;
    return service;
  }

  async control(method, path, body) {
    const url = `${this.url}/_local${path}`;
    const response = await fetch(url, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  }

  async openChat() {
    const participants = ["CUSTOMER", "CUSTOM_BOT"];
    const chat = await this.control("POST", "/chats", { participants });
    const [customer, bot] = chat.participants;
    const path = `/chats/${chat.contactId}`;
    return {
      ...chat,
      bot,
      customerSays: (content) =>
        this.control("POST", `${path}/participants/${customer.participantId}/say`, {
          content,
        }),
      end: () => this.control("POST", `${path}/end`),
      said: async () => {
        const { items } = await this.control("GET", `${path}/transcript`);
        const messages = items.filter(({ Type }) => Type === "MESSAGE");
        return messages.map((item) => `${item.ParticipantRole}: ${item.Content}`);
      },
    };
  }

  stop() {
    this.process.kill();
  }
}
