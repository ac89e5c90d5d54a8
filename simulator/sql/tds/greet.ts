import { type Socket } from "node:net";
import { TLSSocket, type TLSSocketOptions } from "node:tls";
import { indicatedName } from "../../indicated-name";
import { Connection } from "./connection";
import { type Host } from "./host";
import { DEFAULT_PACKET_SIZE, MESSAGE, PacketReader, packetsOf } from "./packets";
import { ENCRYPTION, preloginAnswer, readPrelogin } from "./prelogin";
import { TlsInPrelogin } from "./tls-in-prelogin";

const TLS_HANDSHAKE = 0x16;

/** The handshake of TLS 1.3 does not end where that of TDS 7.4 has to, so there it is TLS 1.2. */
export interface Contexts {
  readonly strict: TLSSocketOptions;
  readonly withinPrelogin: TLSSocketOptions;
}

/** The first bytes say which protocol it is: TDS 8.0 begins with TLS, TDS 7.4 with a PRELOGIN message. */
export function greet(socket: Socket, contexts: Contexts, host: Host, id: number): void {
  socket.setNoDelay(true);
  socket.on("error", () => {
    socket.destroy();
  });
  const packets = new PacketReader();
  const onData = (chunk: Buffer): void => {
    if (chunk[0] === TLS_HANDSHAKE) {
      socket.off("data", onData);
      socket.pause();
      socket.unshift(chunk);
      const tls = new TLSSocket(socket, { ...contexts.strict, isServer: true, ALPNProtocols: ["tds/8.0"] });
      encrypted(tls, (servername) => new Connection(tls, host, true, servername, id));
      return;
    }
    if (packets.isEmpty && chunk[0] !== MESSAGE.prelogin) {
      socket.destroy();
      return;
    }
    try {
      const [prelogin] = packets.push(chunk);
      if (!prelogin) {
        return;
      }
      socket.off("data", onData);
      const asked = readPrelogin(prelogin.data);
      socket.write(packetsOf(MESSAGE.answer, preloginAnswer(asked, false), DEFAULT_PACKET_SIZE, id));
      if (asked.encryption === ENCRYPTION.notSupported) {
        socket.end();
        return;
      }
      const tls = new TLSSocket(new TlsInPrelogin(socket), { ...contexts.withinPrelogin, isServer: true });
      encrypted(tls, (servername) => new Connection(tls, host, false, servername, id));
    } catch {
      socket.destroy();
    }
  };
  socket.on("data", onData);
}

function encrypted(tls: TLSSocket, connect: (servername: string) => Connection): void {
  tls.on("error", () => {
    tls.destroy();
  });
  tls.once("secure", () => {
    connect(indicatedName(tls));
  });
}
