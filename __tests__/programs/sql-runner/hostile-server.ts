import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { makeCertificates } from "../../../simulator/sql/certificates";
import { readPrelogin, preloginAnswer } from "../../../simulator/sql/tds/prelogin";
import { readLogin } from "../../../simulator/sql/tds/login7";
import { MESSAGE, PacketReader, packetsOf } from "../../../simulator/sql/tds/packets";
import { u16, u8 } from "../../../simulator/sql/tds/bytes";
import * as tokens from "../../../simulator/sql/tds/tokens";
import { SQL_RUNNER } from "../../../tools/paths";

export const TOKEN = "a-token-that-nobody-may-see";

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
  /** The most that the runner took, in KiB. */
  readonly memory: number;
}

export interface Run {
  /** @default "orders.database.windows.net" */
  readonly host?: string;
  /**
   * Whether the runner waits for what does not come; then time passes twenty times as fast.
   *
   * @default false
   */
  readonly waits?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Writes bytes to whoever asked, and may stop in the middle. */
export type Answer = (socket: TLSSocket) => void;

export interface Script {
  /** @default - what a server says */
  readonly prelogin?: Answer;
  readonly login?: Answer;
  readonly initialSql?: Answer;
  readonly request?: Answer;
}

/** An answer in one message. */
export const says =
  (...parts: readonly Buffer[]): Answer =>
  (socket) =>
    socket.write(packetsOf(MESSAGE.answer, Buffer.concat(parts), 4096));

/** The same bytes again and again, as fast as they are taken: the beginning of a message that does not end. */
export const endless =
  (start: Buffer, again: Buffer): Answer =>
  (socket) => {
    const packet = (data: Buffer): Buffer => {
      const bytes = packetsOf(MESSAGE.answer, data, 32_000);
      for (let at = 0; at < bytes.length; at += bytes.readUInt16BE(at + 2)) {
        bytes.writeUInt8(0, at + 1);
      }
      return bytes;
    };
    const more = packet(Buffer.alloc(16_000 - (16_000 % again.length), again));
    const go = (): void => {
      while (socket.writable && socket.write(more)) {
        // until it is enough for now
      }
    };
    socket.on("drain", go);
    socket.write(packet(start));
    go();
  };

/** A token that says what changes. */
export const change = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat([u8(type), ...parts]);
  return Buffer.concat([u8(0xe3), u16(body.length), body]);
};

export const WELCOME: readonly Buffer[] = [tokens.loginAck(0x74000004), tokens.tokenAck(), tokens.done(0)];

/** A server that speaks TDS 8 as it likes, and keeps whom it was asked to be. */
export class HostileServer {
  public static async start(script: Script): Promise<HostileServer> {
    const certificates = await made;
    const server = new HostileServer(certificates.authority);
    server.listener = createServer(
      { cert: certificates.certificate, key: certificates.key, ALPNProtocols: ["tds/8.0"] },
      (socket) => {
        server.follow(socket, script);
      },
    );
    server.listener.on("connection", (socket: Socket) => server.sockets.add(socket));
    await new Promise<void>((resolve) => server.listener!.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** The names in the LOGIN messages: each came with the token. */
  public readonly logins: string[] = [];

  private readonly folder = mkdtempSync(join(tmpdir(), "hostile-"));
  private readonly sockets = new Set<Socket>();
  private listener: Server | undefined;

  private constructor(authority: string) {
    writeFileSync(join(this.folder, "ca.pem"), authority);
  }

  /** Lets the runner create a login, with TDS 8 and a single attempt. */
  public async run({ host = "orders.database.windows.net", waits = false, env = {} }: Run = {}): Promise<Outcome> {
    const { port } = this.listener!.address() as AddressInfo;
    const PEAK_MEMORY = join(this.folder, "peak");
    const preloaded = [...(waits ? ["hasten.js"] : []), "peak-memory.js"];
    const fact = JSON.stringify({ kind: "login", server: host, name: "app" });
    const child = spawn(process.execPath, [SQL_RUNNER, "apply", "--retry-for", "0", "--strict-encryption", fact], {
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: join(this.folder, "ca.pem"),
        NODE_OPTIONS: preloaded.map((file) => `--require ${JSON.stringify(join(__dirname, file))}`).join(" "),
        PEAK_MEMORY,
        SQL_RUNNER_ACCESS_TOKEN: TOKEN,
        SQL_RUNNER_CONNECT: `127.0.0.1:${String(port)}`,
        ...env,
      },
    });
    const [out, err, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve) => child.on("close", resolve)),
    ]);
    return { status, out, err, memory: Number(readFileSync(PEAK_MEMORY, "utf8")) };
  }

  public async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.listener!.close(resolve));
    rmSync(this.folder, { recursive: true });
  }

  private follow(socket: TLSSocket, script: Script): void {
    const packets = new PacketReader();
    let requests = 0;
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      for (const { type, data } of packets.push(chunk)) {
        if (type === MESSAGE.prelogin) {
          (script.prelogin ?? says(preloginAnswer(readPrelogin(data), true)))(socket);
        } else if (type === MESSAGE.login) {
          this.logins.push(readLogin(data).server);
          (script.login ?? says(...WELCOME))(socket);
        } else {
          const answer = requests++ === 0 ? script.initialSql : script.request;
          (answer ?? says(tokens.done(0)))(socket);
        }
      }
    });
  }
}

const made = makeCertificates(new Date(), [
  "*.database.windows.net",
  "*.1a2b3c4d5e6f.database.windows.net",
  "*.database.example.com",
]);
