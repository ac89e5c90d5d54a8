import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createSecureContext } from "node:tls";
import { remember } from "../remember";
import { type Certificates } from "../sql/certificates";
import { type Entry, type FlexibleProduct, type LoopbackServer, type Row } from "./loopback-server";
import { signIn } from "./sign-in";
import { StandIn } from "./stand-in";
import { type FlexibleServer, type FlexibleWorld } from "./world";

/**
 * All flexible servers of one product, behind one port of the loopback interface. Each is backed by the product itself,
 * in a process that starts at the first sign-in.
 */
export class FlexibleServers {
  /** @internal */
  public static async start(
    product: FlexibleProduct,
    world: FlexibleWorld,
    { certificate, key }: Pick<Certificates, "certificate" | "key">,
  ): Promise<FlexibleServers> {
    const listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const servers = new FlexibleServers(product, world, listener);
    const entry: Entry = {
      secureContext: createSecureContext({ cert: certificate, key }),
      admit: async (credentials) => servers.standInFor(signIn(credentials, world)),
    };
    listener.on("connection", (socket) => {
      servers.sockets.add(socket);
      socket.on("close", () => servers.sockets.delete(socket));
      socket.on("error", () => socket.destroy());
      product.greet(socket, entry);
    });
    return servers;
  }

  private readonly sockets = new Set<Socket>();
  /** By incarnation of the flexible server. */
  private readonly standIns = new Map<string, StandIn>();

  private constructor(
    private readonly product: FlexibleProduct,
    private readonly world: FlexibleWorld,
    private readonly listener: Server,
  ) {}

  /** "127.0.0.1:port" */
  public get address(): string {
    const { address, port } = this.listener.address() as AddressInfo;
    return `${address}:${String(port)}`;
  }

  /**
   * Runs statements with all privileges, and returns the rows of the last one.
   *
   * @param host DNS name of the server
   * @throws if the server does not exist, or its program is not installed on this machine
   */
  public async rows(host: string, sql: string, database?: string): Promise<Row[]> {
    const server = this.world.server(host);
    if (!server) {
      throw new Error(`there is no server ${host}`);
    }
    return (await this.standInFor(server)).rows(sql, database);
  }

  /** Stops the servers and all connections. */
  public async stop(): Promise<void> {
    const closed = once(this.listener, "close");
    this.listener.close();
    this.sockets.forEach((socket) => socket.destroy());
    await Promise.all([closed, ...[...this.standIns.values()].map(async (standIn) => standIn.stop())]);
  }

  private standInFor(server: FlexibleServer): Promise<LoopbackServer> {
    return remember(this.standIns, server.incarnation, () => new StandIn(this.product.start())).as(server);
  }
}
