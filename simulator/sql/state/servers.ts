import { type WorldServer } from "../world";
import { DatabaseState } from "./database-state";
import { ServerState } from "./server-state";

const MASTER_ID = 1;

/** What the servers hold, as long as they exist: it goes with the resource and is new when that is made again. */
export class Servers {
  private readonly states = new Map<string, ServerState>();

  public constructor(
    private readonly now: () => Date,
    private readonly marksLoginUsers: boolean,
    private readonly roleDelay: () => number,
  ) {}

  public stateOf(server: WorldServer): ServerState {
    const state =
      this.states.get(server.incarnation) ??
      new ServerState(this.now, this.marksLoginUsers, this.roleDelay, server.managed);
    this.states.set(server.incarnation, state);
    if (server.sqlAdministrator !== undefined) {
      state.ensureSqlAdministrator(server.sqlAdministrator);
    }
    if (!state.databases.has("master")) {
      state.databases.set("master", new DatabaseState("master", MASTER_ID, this.now));
    }
    const present = new Set(["master", ...server.databases.map(({ incarnation }) => incarnation)]);
    [...state.databases.keys()].filter((key) => !present.has(key)).forEach((key) => state.databases.delete(key));
    for (const { name, incarnation } of server.databases) {
      if (!state.databases.has(incarnation) && name.toLowerCase() !== "master") {
        const ids = [...state.databases.values()].map(({ id }) => id);
        state.databases.set(incarnation, new DatabaseState(name, Math.max(4, ...ids) + 1, this.now));
      }
    }
    return state;
  }
}
