import { type Socket } from "node:net";
import { Duplex } from "node:stream";
import { type SecureContext, TLSSocket } from "node:tls";
import { indicatedName } from "../../indicated-name";

/** The length of a client's request for TLS. */
const REQUEST = 36;

/** A stream that is in clear text for the greeting and the request for TLS, and goes through TLS from then on. */
export class TlsChannel extends Duplex {
  private target: Socket;
  private tls: TLSSocket | undefined;

  public constructor(socket: Socket, secureContext: SecureContext) {
    super();
    this.target = socket;
    socket.once("data", (data) => {
      const [request, rest] = [data.subarray(0, REQUEST), data.subarray(REQUEST)];
      socket.pause();
      if (rest.length > 0) {
        socket.unshift(rest);
      }
      this.push(request);
      this.target = this.tls = new TLSSocket(socket, { isServer: true, secureContext });
      this.target.on("error", () => this.destroy());
      this.target.on("data", (chunk) => this.push(chunk));
      this.target.on("close", () => this.push(null));
    });
    socket.on("close", () => this.destroy());
  }

  /** Name of the server that the client indicated in the handshake. */
  public get servername(): string {
    return this.tls ? indicatedName(this.tls) : "";
  }

  public override _read(): void {
    // What comes is pushed.
  }

  public override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.target.write(chunk, done);
  }

  public override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    this.target.destroy();
    done(null);
  }
}
