import { type Socket } from "node:net";
import { Duplex } from "node:stream";
import { type SecureContext, TLSSocket } from "node:tls";
import { indicatedName } from "../../indicated-name";

/** The length of a TLS request. */
const REQUEST = 36;

/** A stream in clear text for the greeting and the TLS request, and in TLS afterwards. */
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

  /** The server name from the TLS handshake. */
  public get servername(): string {
    return this.tls ? indicatedName(this.tls) : "";
  }

  public override _read(): void {
    // Data is pushed.
  }

  public override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.target.write(chunk, done);
  }

  public override _destroy(_error: Error | null, done: (error?: Error | null) => void): void {
    this.target.destroy();
    done(null);
  }
}
