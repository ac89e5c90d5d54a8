import { type Duplex } from "node:stream";
import { Session } from "../run/session";
import { type Admission, Refused } from "../sign-in";
import { SqlError } from "../sql-error";
import { readLogin, type Login } from "./login7";
import {
  DEFAULT_PACKET_SIZE,
  MAX_PACKET_SIZE,
  type Message,
  MESSAGE,
  PacketReader,
  packetsOf,
  ProtocolError,
} from "./packets";
import { preloginAnswer, readPrelogin } from "./prelogin";
import { type Host } from "./host";
import { Requests } from "./run-request";
import * as tokens from "./tokens";

const TDS_7_2 = 0x72000000;
const TDS_7_4 = 0x74000004;
const TDS_8_0 = 0x08000000;

/** A connection whose bytes are encrypted already: it signs in, and then its requests are answered in turn. */
export class Connection {
  private readonly packets = new PacketReader();
  private ended = false;
  private queue: Promise<void> = Promise.resolve();
  private busy = 0;
  private cancelled = false;
  /** Ends what is being waited for. */
  private wake = (): void => undefined;
  private packetSize = DEFAULT_PACKET_SIZE;
  private requests: Requests | undefined;
  private serverName = "";

  public constructor(
    private readonly stream: Duplex,
    private readonly host: Host,
    /** TDS 8.0: encrypted from the first byte, and for this server. */
    private readonly strict: boolean,
    private readonly indicated: string,
    private readonly id: number,
  ) {
    stream.on("data", (chunk: Buffer) => {
      this.receive(chunk);
    });
    stream.on("error", () => {
      stream.destroy();
    });
    stream.on("close", () => {
      this.ended = true;
      this.wake();
    });
  }

  private receive(chunk: Buffer): void {
    try {
      this.packets.push(chunk).forEach((message) => {
        this.accept(message);
      });
    } catch {
      this.stream.destroy();
    }
  }

  private accept(message: Message): void {
    if (message.type === MESSAGE.attention) {
      this.attend();
      return;
    }
    this.busy++;
    this.queue = this.queue
      .then(() => this.handle(message))
      .catch((error: unknown) => {
        // What is no TDS ends the connection; so does a mistake of this server, which the client is told.
        if (!(error instanceof ProtocolError) && this.stream.writable) {
          const text = error instanceof Error ? error.message : String(error);
          this.refuse([new SqlError(3624, `the simulated server made a mistake: ${text}`, 20)]);
        }
        this.stream.end();
      })
      .finally(() => {
        this.busy--;
      });
  }

  /** The client cancels: what runs is given up, and its answer is that it was. */
  private attend(): void {
    if (this.busy === 0) {
      this.send(tokens.done(tokens.DONE.attention));
      return;
    }
    this.cancelled = true;
    this.wake();
  }

  private async handle(message: Message): Promise<void> {
    if (this.ended) {
      return;
    }
    if (message.ignored) {
      this.send(tokens.done(tokens.DONE.error));
      return;
    }
    switch (message.type) {
      case MESSAGE.prelogin:
        this.send(preloginAnswer(readPrelogin(message.data), this.strict));
        return;
      case MESSAGE.login:
        await this.admit(readLogin(message.data));
        return;
      default:
        await this.answer(message);
    }
  }

  private async admit(login: Login): Promise<void> {
    const { token } = login;
    if (login.version < TDS_7_2) {
      throw new ProtocolError("a client of before TDS 7.2");
    }
    await this.wait(this.host.faults.latency);
    const [, serverInUser = ""] = login.user.split("@");
    const objectId = token === undefined ? undefined : this.host.objectIdIn(token);
    let admission: Admission | undefined;
    try {
      admission = this.host.signIn.admit({
        servers: [login.server, this.indicated, serverInUser].flatMap((name) => this.host.fullNames(name)),
        database: login.database,
        user: login.user,
        password: login.password,
        hasToken: token !== undefined,
        ...(objectId !== undefined && { objectId }),
      });
    } catch (error) {
      if (!(error instanceof Refused)) {
        throw error;
      }
      this.refuse(error.errors);
      return;
    }
    if (!admission) {
      this.stream.destroy();
      return;
    }
    this.welcome(login, admission, token !== undefined);
  }

  private welcome(login: Login, { world, server, database, who }: Admission, federated: boolean): void {
    const { host } = this;
    this.serverName = world.host.split(".")[0] ?? "";
    const client = { host: login.host, application: login.application };
    const session = new Session(server, world, database, who, host.directory, this.id, client);
    const wait = (milliseconds: number): Promise<void> => this.wait(milliseconds);
    this.requests = new Requests(session, host.faults, wait, () => host.isPresent(world, database.name));
    const size = Math.min(MAX_PACKET_SIZE, login.packetSize < 512 ? DEFAULT_PACKET_SIZE : login.packetSize);
    const answer = [
      tokens.databaseChange(database.name, "master"),
      tokens.infoToken(5701, `Changed database context to '${database.name}'.`, this.serverName),
      tokens.collationChange(),
      tokens.languageChange("us_english"),
      tokens.infoToken(5703, "Changed language setting to us_english.", this.serverName),
      tokens.loginAck(this.strict ? TDS_8_0 : Math.min(login.version, TDS_7_4)),
      ...(federated ? [tokens.tokenAck()] : []),
      tokens.packetSizeChange(size, this.packetSize),
      tokens.done(0),
    ];
    this.packetSize = size;
    this.send(Buffer.concat(answer));
  }

  private async answer(message: Message): Promise<void> {
    if (!this.requests) {
      throw new ProtocolError("a request before the login");
    }
    const answer = await this.requests.answer(message);
    if (this.cancelled) {
      // The answer that was given up ends, and the acknowledgement is a message of its own.
      this.cancelled = false;
      this.send(tokens.done(tokens.DONE.error));
      this.send(tokens.done(tokens.DONE.attention));
      return;
    }
    if (answer === "drop") {
      this.stream.destroy();
      return;
    }
    this.send(answer.tokens);
    if (answer.last) {
      this.stream.end();
    }
  }

  private refuse(errors: readonly SqlError[]): void {
    const all = errors.map((error) => tokens.errorToken(error, this.serverName));
    this.send(Buffer.concat([...all, tokens.done(tokens.DONE.error)]));
    this.stream.end();
  }

  private send(data: Buffer): void {
    if (this.stream.writable) {
      this.stream.write(packetsOf(MESSAGE.answer, data, this.packetSize, this.id));
    }
  }

  /** Waits, unless the client cancels or hangs up before. */
  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds > 0 && !this.cancelled && !this.ended) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
