import { type Socket } from "node:net";
import { type Duplex } from "node:stream";
import { createServer } from "mysql2";
import { type Entry } from "../loopback-server";
import { SignInRefused } from "../sign-in";
import { forward } from "./forward";
import { rootOf } from "./root";
import { type Next, type Packet, packetOf, ServerHandshake, type ServedConnection } from "./served-connection";
import { TlsChannel } from "./tls-channel";

const GREETING = {
  protocolVersion: 10,
  serverVersion: "8.0.40-azure",
  connectionId: 1,
  statusFlags: 2,
  characterSet: 45,
  capabilityFlags: 0x00_0b_ff_ff,
};

/** A shorter packet is a request for TLS, or its end. */
const LONGEST_TLS_REQUEST = 32;

/** Requests the token in clear text. */
const PASSWORD_REQUEST = Buffer.from("\xfemysql_clear_password\0", "latin1");

/** Error numbers of MySQL. */
const ACCESS_DENIED = 1045;
const UNKNOWN_ERROR = 1105;

/** Lets a client sign in over TLS, with a token as its password, and forwards its statements to MariaDB. */
export function greetMySql(socket: Socket, entry: Entry): void {
  const channel = new TlsChannel(socket, entry.secureContext);
  const server = createServer((served) => {
    const connection = served as unknown as ServedConnection;
    connection.on("error", () => undefined);
    connection.serverConfig = { ...GREETING, encoding: "utf8" };
    connection.addCommand(new EntraHandshake(channel, entry));
  }) as unknown as { _handleConnection: (stream: Duplex) => void };
  server._handleConnection(channel);
}

class EntraHandshake extends ServerHandshake {
  public constructor(channel: TlsChannel, entry: Entry) {
    super(GREETING);
    const readToken: Next = (packet, connection) => {
      void letIn(tokenIn(packet), connection, channel, entry);
      return ServerHandshake.prototype.dispatchCommands;
    };
    const readClientReply: Next = (packet, connection) => {
      if (packet.end - packet.offset <= LONGEST_TLS_REQUEST) {
        return readClientReply;
      }
      ServerHandshake.prototype.readClientReply.call(
        { args: { ...GREETING, authCallback: () => undefined }, serverHello: {} },
        packet,
        connection,
      );
      connection.writePacket(packetOf(PASSWORD_REQUEST));
      return readToken;
    };
    this.start = (packet, connection) => {
      ServerHandshake.prototype.start.call(this, packet, connection);
      return readClientReply;
    };
  }
}

const tokenIn = ({ buffer, offset, end }: Packet): string =>
  buffer.subarray(offset, end).toString("utf8").replace(/\0$/, "");

async function letIn(token: string, connection: ServedConnection, channel: TlsChannel, entry: Entry): Promise<void> {
  const user = connection.clientHelloReply?.user ?? "";
  try {
    const server = await entry.admit({ host: channel.servername, user, token });
    const upstream = rootOf(server.socket);
    channel.on("close", () => {
      upstream.destroy();
    });
    const handle = (query: string): void => {
      forward(query, connection, upstream);
    };
    // mysql2 treats SET separately, which can be part of PREPARE.
    connection.on("stmt_prepare", handle);
    connection.on("query", handle);
    connection.writeOk();
  } catch (error) {
    refuse(error as Error, user, connection, channel);
  }
  connection.sequenceId = 0;
}

function refuse(error: Error, user: string, connection: ServedConnection, channel: TlsChannel): void {
  if (!(error instanceof SignInRefused)) {
    connection.writeError({ code: UNKNOWN_ERROR, message: error.message });
  } else if (error.reason === "token") {
    const message = `Access denied for user '${user}'@'localhost' (using password: YES)`;
    connection.writeError({ code: ACCESS_DENIED, message });
  } else {
    // The server cannot be reached.
    channel.destroy();
  }
}
