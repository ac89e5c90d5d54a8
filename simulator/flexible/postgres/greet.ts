import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { type Readable } from "node:stream";
import { TLSSocket } from "node:tls";
import { DEPLOYER_ADDRESS } from "../../firewall";
import { indicatedName } from "../../indicated-name";
import { type Entry } from "../loopback-server";
import { SignInRefused } from "../sign-in";
import { fatalError, PASSWORD_REQUEST, readStartup, TLS_FOLLOWS, TLS_REQUEST } from "./messages";

const LONGEST_MESSAGE = 100_000;

/** Lets a client sign in over TLS, with a token as its password, and then connects it to PostgreSQL. */
export function greetPostgres(socket: Socket, entry: Entry): void {
  letIn(socket, entry).catch(() => socket.destroy());
}

async function letIn(socket: Socket, { secureContext, admit }: Entry): Promise<void> {
  const request = await take(socket, TLS_REQUEST.length);
  if (!request.equals(TLS_REQUEST)) {
    throw new Error("Azure does not let anybody in without TLS");
  }
  socket.write(TLS_FOLLOWS);
  const client = new TLSSocket(socket, { isServer: true, secureContext });
  client.on("error", () => client.destroy());
  const startup = await takeMessage(client);
  const user = readStartup(startup.subarray(4)).get("user") ?? "";
  client.write(PASSWORD_REQUEST);
  await take(client, 1);
  const token = (await takeMessage(client)).subarray(4).toString("utf8").replace(/\0$/, "");
  try {
    const server = await admit({ host: indicatedName(client), user, token });
    const upstream = connect(server.socket);
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.write(startup);
    client.pipe(upstream).pipe(client);
  } catch (error) {
    client.end(refusal(error as Error, user));
  }
}

/** The error for the client; empty if the server cannot be reached. */
function refusal(error: Error, user: string): Buffer {
  if (!(error instanceof SignInRefused)) {
    return fatalError("0A000", error.message);
  }
  switch (error.reason) {
    case "unreachable":
      return Buffer.alloc(0);
    case "address":
      return fatalError("28000", `no pg_hba.conf entry for host "${DEPLOYER_ADDRESS}", user "${user}", SSL encryption`);
    case "token":
      return fatalError("28P01", `password authentication failed for user "${user}"`);
  }
}

/** Reads the length of a message, and the message. */
async function takeMessage(stream: Readable): Promise<Buffer> {
  const head = await take(stream, 4);
  const length = head.readUInt32BE();
  if (length <= 4 || length > LONGEST_MESSAGE) {
    throw new Error("no client of PostgreSQL sends that");
  }
  return Buffer.concat([head, await take(stream, length - 4)]);
}

async function take(stream: Readable, size: number): Promise<Buffer> {
  for (;;) {
    const bytes = stream.read(size) as Buffer | null;
    if (bytes?.length === size) {
      return bytes;
    }
    if (bytes || stream.readableEnded || stream.destroyed) {
      throw new Error("the client has hung up");
    }
    await once(stream, "readable");
  }
}
