import { type Socket } from "node:net";
import { type Readable } from "node:stream";
import { TLSSocket } from "node:tls";
import { Connection, type ConnectionConfiguration } from "tedious";
import { AnswerLimits } from "./answer-limits";
import { BrokenAnswer, NotDone } from "./failures";
import { mayGetToken } from "./token-hosts";

/** Azure redirects once, from its gateway to the node of the database. */
const MOST_REDIRECTS = 3;

type TokenStream = ReturnType<Connection["createTokenStreamParser"]>;
type TokenMessage = Parameters<Connection["createTokenStreamParser"]>[0];
type TokenHandler = Parameters<Connection["createTokenStreamParser"]>[1];

/**
 * The driver trusts servers: it sends the token in clear text if the server does not encrypt, follows every redirect,
 * buffers everything that the server sends, and crashes on invalid TDS. This connection fails instead.
 */
export class GuardedConnection extends Connection {
  private redirects = 0;
  private hasFailed = false;
  private readonly limits: AnswerLimits;
  private tokens: TokenStream | undefined;

  /**
   * @param suffix suffix of the host names that may receive the token
   * @param onFailure called once, when the connection has become unusable
   */
  public constructor(
    configuration: ConnectionConfiguration,
    private readonly suffix: string,
    private readonly onFailure: (failure: Error) => void,
  ) {
    super(configuration);
    this.limits = new AnswerLimits((what) => {
      this.fail(new BrokenAnswer(configuration.server, what));
    });
  }

  /** Ends the connection and every pending wait of the driver. */
  public fail(failure: Error): void {
    if (this.hasFailed) {
      return;
    }
    this.hasFailed = true;
    this.onFailure(failure);
    if (this.tokens && this.tokens.listenerCount("error") > 0) {
      this.tokens.emit("error", failure);
    }
    this.socket?.destroy(failure);
  }

  /** Resets the limits for the next response. */
  public expectAnswer(): void {
    this.limits.startAnswer();
  }

  public override sendPreLogin(): void {
    const { incomingMessageStream: packets } = this.messageIo as unknown as {
      readonly incomingMessageStream: Readable;
    };
    const { socket } = this as unknown as { readonly socket: Socket };
    this.limits.startLogin();
    this.on("secure", (cleartext) => cleartext.on("error", ignore));
    // Otherwise a request of several packets waits for acknowledgements.
    socket.setNoDelay(true);
    socket.on("error", ignore);
    socket.on("data", (chunk: Buffer) => {
      this.limits.take(chunk.length);
    });
    packets.on("error", ({ message }) => {
      this.limits.exceeded(message);
    });
    super.sendPreLogin();
  }

  public override sendLogin7Packet(): void {
    const { securePair, socket } = this.messageIo;
    const channel = securePair?.cleartext ?? socket;
    if (!(channel instanceof TLSSocket) || !channel.authorized) {
      throw new NotDone(
        "the server offers no verified TLS, so the token was not sent",
        "Something on the way to the server removes encryption. Connect from another network",
      );
    }
    super.sendLogin7Packet();
  }

  public override async performReRouting(): Promise<void> {
    const { server: host = "", port = 0 } = this.routingData ?? {};
    const from = this.config.server;
    this.redirects++;
    if (!mayGetToken(host, this.suffix) || port === 0) {
      throw new NotDone(
        `${from} redirects to ${JSON.stringify(host)}, port ${String(port)}, which is not a server in *${this.suffix}, so ` +
          "the token was not sent",
        "Something responds in place of the server. Check the DNS and the proxies of this network",
      );
    }
    if (this.redirects > MOST_REDIRECTS) {
      throw new BrokenAnswer(from, `more than ${String(MOST_REDIRECTS)} redirects, the last one to ${host}`);
    }
    await super.performReRouting();
  }

  public override createTokenStreamParser(message: TokenMessage, handler: TokenHandler): TokenStream {
    const tokens = super.createTokenStreamParser(message, this.limits.guard(handler));
    tokens.parser.on("error", ({ message: what }) => {
      this.limits.exceeded(what);
    });
    this.tokens = tokens;
    return tokens;
  }
}

const ignore = (): void => undefined;

// The driver logs each unknown token of the server there.
console.error = ignore;
