import { once } from "node:events";
import { type AddressInfo, createServer as listen, type Server, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { createSecureContext, TLSSocket } from "node:tls";
import { type Connection, createConnection, createServer } from "mysql2";

/**
 * What a flexible server of MySQL adds, in front of MariaDB: TLS, tokens as passwords, and the statements for Entra ID.
 * Everything else is passed on as it is.
 */

// The classes that mysql2 serves with; its package gives no other way to what happens between greeting and first query.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const ServerHandshake = require("../../../node_modules/mysql2/lib/commands/server_handshake.js") as HandshakeClass;

interface Packet {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
}

interface Served {
  sequenceId: number;
  serverConfig: object;
  readonly stream: Duplex;
  clientHelloReply?: { readonly user: string };
  addCommand(command: object): void;
  writePacket(packet: object): void;
  writeOk(args?: object): void;
  writeEof(): void;
  writeError(error: { readonly code: number; readonly message: string }): void;
  writeColumns(columns: readonly object[]): void;
  writeTextRow(row: readonly unknown[]): void;
  on(event: string, listener: (query: string) => void): void;
}

type Next = (packet: Packet, connection: Served) => unknown;

interface Handshake {
  start: Next;
  readClientReply: Next;
  dispatchCommands: Next;
}

interface HandshakeClass {
  new (args: object): Handshake;
  readonly prototype: Handshake;
}

const FLAGS = 0x00_0b_ff_ff | 0x00_08_00_00;

export interface EntraMySqlOptions {
  readonly certificate: string;
  readonly key: string;
  /** By user name, the token that is let in. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly upstreamPort: number;
}

export class EntraMySql {
  public static async start(options: EntraMySqlOptions): Promise<EntraMySql> {
    const proxy = new EntraMySql(options);
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    return proxy;
  }

  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly options: EntraMySqlOptions) {
    const mysql = createServer((connection) => {
      this.serve(connection as unknown as Served);
    }) as unknown as { _handleConnection: (stream: Duplex) => void };
    this.server = listen((socket) => {
      this.sockets.add(socket);
      socket.on("error", () => undefined);
      mysql._handleConnection(this.channel(socket));
    });
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public stop(): void {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
  }

  /** A stream that is in clear text for the greeting and the request for TLS, and goes through TLS from then on. */
  private channel(socket: Socket): Duplex {
    const { certificate: cert, key } = this.options;
    let target: Socket = socket;
    const channel = new Duplex({
      read: () => undefined,
      write: (chunk, _encoding, done) => target.write(chunk as Buffer, done),
      destroy: (_error, done) => {
        target.destroy();
        done(null);
      },
    });
    socket.once("data", (data) => {
      const [request, rest] = [data.subarray(0, 36), data.subarray(36)];
      socket.pause();
      if (rest.length > 0) {
        socket.unshift(rest);
      }
      channel.push(request);
      target = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ cert, key }) });
      target.on("error", () => channel.destroy());
      target.on("data", (chunk) => channel.push(chunk));
      target.on("close", () => channel.push(null));
    });
    socket.on("close", () => channel.destroy());
    return channel;
  }

  private serve(connection: Served): void {
    const upstream = createConnection({
      host: "127.0.0.1",
      port: this.options.upstreamPort,
      user: "root",
      charset: "utf8mb4",
    });
    upstream.on("error", () => undefined);
    connection.on("error", () => undefined);
    connection.stream.on("close", () => {
      upstream.destroy();
    });
    const handle = (query: string): void => {
      forward(query, connection, upstream);
    };
    // The server class tells SET apart, which may be a part of PREPARE.
    connection.on("stmt_prepare", handle);
    connection.on("query", handle);
    const { tokens } = this.options;
    class EntraHandshake extends ServerHandshake {
      public override start = (packet: Packet, own: Served): unknown => {
        ServerHandshake.prototype.start.call(this, packet, own);
        return this.readClientReply;
      };

      public override readClientReply = (packet: Packet, own: Served): unknown => {
        if (packet.end - packet.offset <= 32) {
          return this.readClientReply; // the request for TLS
        }
        ServerHandshake.prototype.readClientReply.call(
          { args: { ...ARGS, authCallback: () => undefined }, serverHello: {} },
          packet,
          own,
        );
        own.writePacket(rawPacket(Buffer.concat([Buffer.from([0xfe]), Buffer.from("mysql_clear_password\0")])));
        return this.readToken;
      };

      private readonly readToken = (packet: Packet, own: Served): unknown => {
        const token = packet.buffer.subarray(packet.offset, packet.end).toString().replace(/\0$/, "");
        const user = own.clientHelloReply?.user ?? "";
        if (tokens[user] === token) {
          own.writeOk();
        } else {
          own.writeError({ code: 1045, message: `Access denied for user '${user}'@'localhost' (using password: YES)` });
        }
        own.sequenceId = 0;
        return ServerHandshake.prototype.dispatchCommands;
      };
    }
    connection.serverConfig = { ...ARGS, encoding: "utf8" };
    connection.addCommand(new EntraHandshake(ARGS));
  }
}

const ARGS = {
  protocolVersion: 10,
  serverVersion: "8.0.40-azure",
  connectionId: 1,
  statusFlags: 2,
  characterSet: 45,
  capabilityFlags: FLAGS,
};

function rawPacket(body: Buffer): object {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const Raw = require("../../../node_modules/mysql2/lib/packets/packet.js") as new (...args: unknown[]) => object;
  const buffer = Buffer.concat([Buffer.alloc(4), body]);
  return new Raw(0, buffer, 0, buffer.length);
}

const CREATE = /^CREATE AADUSER ('(?:[^']|'')+') IDENTIFIED BY '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'$/is;

/** The statements that MariaDB has in place of one for Entra ID. */
function translated(query: string): string[] {
  if (/^SET aad_auth_validate_oids_in_tenant = (ON|OFF)$/i.test(query)) {
    return ["DO 0"];
  }
  const [whole, name = "", id = ""] = CREATE.exec(query) ?? [];
  if (whole !== undefined) {
    const account = JSON.stringify({ plugin: "aad_auth", authentication_string: `AADSP:${id}:upn:user`, access: 0 });
    return [
      `CREATE USER ${name}@'%'`,
      `UPDATE mysql.global_priv SET priv = '${account}' WHERE user = ${name} AND host = '%'`,
      "FLUSH PRIVILEGES",
    ];
  }
  return [
    query
      // MySQL makes nobody by granting something.
      .replace("'NO_BACKSLASH_ESCAPES'", "'NO_BACKSLASH_ESCAPES,NO_AUTO_CREATE_USER'")
      // MariaDB keeps this elsewhere.
      .replace("u.account_locked = 'Y'", "FALSE"),
  ];
}

function forward(query: string, connection: Served, upstream: Connection): void {
  const [first = "", ...rest] = translated(query);
  upstream.query({ sql: first, rowsAsArray: true }, (error, rows, fields) => {
    if (error) {
      connection.writeError({ code: error.errno ?? 1105, message: error.message });
    } else if (rest.length > 0) {
      rest.forEach((sql) => upstream.query(sql));
      upstream.query("DO 0", () => {
        connection.writeOk();
        connection.sequenceId = 0;
      });
      return;
    } else if (Array.isArray(rows)) {
      connection.writeColumns(fields);
      (rows as unknown as unknown[][]).forEach((row) => {
        connection.writeTextRow(row);
      });
      connection.writeEof();
    } else {
      connection.writeOk({ affectedRows: 0 });
    }
    connection.sequenceId = 0;
  });
}
