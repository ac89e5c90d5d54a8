import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/**
 * A backend for the states of large stacks: https://developer.hashicorp.com/terraform/language/backend/http. Terraform
 * writes a local state as a whole after every resource, but sends it to a backend only at the end. Starts on first use.
 */
export class StateServer {
  private server: Promise<Server> | undefined;
  private readonly files: string[] = [];

  /** The address of the state that a file holds. */
  public async addressOf(file: string): Promise<string> {
    const { port } = (await (this.server ??= this.start())).address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}/${String(this.files.push(file) - 1)}`;
  }

  public async stop(): Promise<void> {
    const server = await this.server;
    server?.closeAllConnections();
    server?.close();
  }

  private async start(): Promise<Server> {
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return server;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = this.files[Number(request.url?.slice(1))] ?? "";
    if (request.method === "POST") {
      writeFileSync(file, await text(request));
      response.end();
    } else if (existsSync(file)) {
      response.end(readFileSync(file));
    } else {
      response.writeHead(404).end();
    }
  }
}
