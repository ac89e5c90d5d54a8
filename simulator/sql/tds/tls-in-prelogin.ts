import { Duplex } from "node:stream";
import { type Socket } from "node:net";
import { DEFAULT_PACKET_SIZE, MESSAGE, PacketReader, packetsOf } from "./packets";

const APPLICATION_DATA = 0x17;

/**
 * The socket as TLS sees it in TDS 7.4: the handshake travels in PRELOGIN messages, what follows it does not. Each flight
 * of the handshake is one message, because clients answer message by message.
 */
export class TlsInPrelogin extends Duplex {
  private readonly packets = new PacketReader();
  private pending: Buffer[] = [];
  private wrapsInput = true;
  private wrapsOutput = true;

  public constructor(private readonly socket: Socket) {
    super();
    socket.on("data", (chunk: Buffer) => {
      this.receive(chunk);
    });
    socket.on("end", () => this.push(null));
    socket.on("close", () => {
      this.destroy();
    });
  }

  public override _read(): void {
    this.socket.resume();
  }

  public override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    if (this.wrapsOutput && chunk[0] === APPLICATION_DATA) {
      this.flush();
      this.wrapsOutput = false;
    }
    if (!this.wrapsOutput) {
      this.socket.write(chunk, callback);
      return;
    }
    this.pending.push(chunk);
    if (this.pending.length === 1) {
      setImmediate(() => {
        this.flush();
      });
    }
    callback();
  }

  public override _final(callback: (error?: Error | null) => void): void {
    this.flush();
    this.socket.end(callback);
  }

  public override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.flush();
    this.socket.destroy();
    callback(error);
  }

  private flush(): void {
    if (this.pending.length > 0 && this.socket.writable) {
      this.socket.write(packetsOf(MESSAGE.prelogin, Buffer.concat(this.pending), DEFAULT_PACKET_SIZE));
    }
    this.pending = [];
  }

  private receive(chunk: Buffer): void {
    if (!this.wrapsInput) {
      this.push(chunk);
      return;
    }
    // What begins a TLS record begins no PRELOGIN message.
    const rest = Buffer.concat([this.packets.takeRest(), chunk]);
    if (rest[0] !== MESSAGE.prelogin) {
      // The handshake is over for both, even if all that is answered is an end.
      this.wrapsInput = this.wrapsOutput = false;
      this.push(rest);
      return;
    }
    const length = rest.length >= 4 ? rest.readUInt16BE(2) : Infinity;
    this.packets.push(rest.subarray(0, length)).forEach(({ data }) => this.push(data));
    if (length > 8 && rest.length > length) {
      this.receive(rest.subarray(length));
    }
  }
}
