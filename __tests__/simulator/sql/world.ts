import {
  SimulatedSqlServers,
  type SqlServersOptions,
  type SqlWorld,
  type WorldPrincipal,
  type WorldServer,
} from "../../../simulator/sql";

export const HOST = "orders.database.windows.net";
export const guid = (last: number): string => `a1b2c3d4-e5f6-7890-abcd-${String(last).padStart(12, "0")}`;

const principal = (
  number: number,
  kind: WorldPrincipal["kind"],
  name: string,
  more: Partial<WorldPrincipal> = {},
): WorldPrincipal => ({
  objectId: guid(number),
  kind,
  name,
  longKnown: false,
  ...(kind === "ServicePrincipal" && { clientId: guid(number + 1000) }),
  ...more,
});

export const ADMINISTRATOR = principal(1, "User", "dba@simulated.example", { longKnown: true });
export const APP = principal(2, "ServicePrincipal", "app");
export const TEAM = principal(3, "Group", "team");
export const MEMBER = principal(4, "User", "member@simulated.example");

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A world that tests change as they go: one server with the databases shop and stock. */
export class TestWorld implements SqlWorld {
  public people: WorldPrincipal[] = [ADMINISTRATOR, APP, TEAM, MEMBER];
  public groups: Record<string, readonly string[]> = { [MEMBER.objectId]: [TEAM.objectId] };
  public readonly it: Writable<WorldServer> = {
    id: "/servers/orders",
    host: HOST,
    incarnation: "1",
    administrator: { objectId: ADMINISTRATOR.objectId, name: "DBA" },
    sqlAdministrator: "sqladmin",
    entraOnly: false,
    publicAccess: true,
    firewall: [{ from: "203.0.113.0", to: "203.0.113.255" }],
    databases: ["shop", "stock"].map((name) => ({ id: `/servers/orders/databases/${name}`, name, incarnation: name })),
    hasIdentity: true,
    readsDirectory: true,
  };

  public server(host: string): WorldServer | undefined {
    return host.toLowerCase() === HOST ? this.it : undefined;
  }

  public principals(): readonly WorldPrincipal[] {
    return this.people;
  }

  public groupsOf(objectId: string): readonly string[] {
    return this.groups[objectId] ?? [];
  }
}

export interface Place {
  readonly world: TestWorld;
  readonly servers: SimulatedSqlServers;
}

export async function inWorld(test: (place: Place) => Promise<void>, options: SqlServersOptions = {}): Promise<void> {
  const world = new TestWorld();
  const servers = await SimulatedSqlServers.start(world, options);
  try {
    await test({ world, servers });
  } finally {
    await servers.stop();
  }
}
