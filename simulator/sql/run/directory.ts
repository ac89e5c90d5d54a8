import { type Faults } from "../faults";
import { sqlError } from "../sql-error";
import { fold, sameName } from "../state/names";
import { guidBytes } from "../state/sid";
import { sidSource, type SqlWorld, type WorldPrincipal, type WorldServer } from "../world";

/** What FROM EXTERNAL PROVIDER asks. */
export class Directory {
  public constructor(
    private readonly world: SqlWorld,
    private readonly faults: Faults,
  ) {}

  /** The principal that a login or user of this name shall stand for. */
  public lookUp(
    name: string,
    objectId: string | undefined,
    caller: WorldPrincipal | undefined,
    server: WorldServer,
  ): WorldPrincipal {
    if (!caller) {
      throw sqlError(33159, name);
    }
    if (caller.kind !== "User" && !server.readsDirectory) {
      throw server.hasIdentity
        ? sqlError(37353)
        : sqlError(33134, name, "Server identity is not configured. Assign an identity to the server.");
    }
    const found = objectId === undefined ? this.byName(name) : this.byObjectId(name, objectId);
    this.faults.checkReplication(found, name);
    return found;
  }

  private byName(name: string): WorldPrincipal {
    const found = this.world.principals().filter((principal) => sameName(principal.name, name));
    const [first, second] = found;
    if (second) {
      throw sqlError(33131, name);
    }
    if (!first) {
      throw sqlError(33130, name);
    }
    return first;
  }

  /** Its name may have something appended, so that several of one name can be told apart. */
  private byObjectId(name: string, objectId: string): WorldPrincipal {
    const found = this.world.principals().find((principal) => sameName(principal.objectId, objectId));
    if (!found) {
      throw sqlError(
        33134,
        name,
        `Resource '${objectId}' does not exist or one of its queried properties are not present.`,
      );
    }
    if (!fold(name).startsWith(fold(found.name))) {
      throw sqlError(37545, objectId, name);
    }
    return found;
  }
}

export const sidOf = (principal: WorldPrincipal): Buffer => guidBytes(sidSource(principal));
