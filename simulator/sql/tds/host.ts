import { type Faults } from "../faults";
import { type Directory } from "../run/directory";
import { type SignIn } from "../sign-in";
import { type WorldServer } from "../world";

/** What all connections share. */
export interface Host {
  readonly faults: Faults;
  readonly signIn: SignIn;
  readonly directory: Directory;
  objectIdIn(token: string): string | undefined;
  /** Names that a server may be known by: "orders" is one of "orders.database.windows.net". */
  fullNames(name: string): string[];
  /** Whether a database is there, still the one that the client signed in to. */
  isPresent(server: WorldServer, database: string): boolean;
}
