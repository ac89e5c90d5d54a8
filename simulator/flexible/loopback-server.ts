import { type Socket } from "node:net";
import { type SecureContext } from "node:tls";
import { type Credentials } from "./sign-in";
import { type Administrator } from "./world";

export type Row = Readonly<Record<string, unknown>>;

/** A server of the product itself, which nobody reaches but through a Unix socket. */
export interface LoopbackServer {
  /** Path of the socket. */
  readonly socket: string;
  /** The rows that the last statement returns, as somebody who may do everything. */
  rows(sql: string, database?: string): Promise<Row[]>;
  /** Makes those administrators of Entra ID, and nobody else. */
  setAdministrators(administrators: readonly Administrator[]): Promise<void>;
  createDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** How clients get to the servers. */
export interface Entry {
  readonly secureContext: SecureContext;
  /**
   * Signs somebody in, and starts the server if it is not running.
   *
   * @throws SignInRefused, MissingProgram
   */
  readonly admit: (credentials: Credentials) => Promise<LoopbackServer>;
}

/** What differs between the products that flexible servers run. */
export interface FlexibleProduct {
  /** @throws MissingProgram */
  start(): Promise<LoopbackServer>;
  /** Speaks with a client until it has signed in, and lets it through to the server. */
  greet(socket: Socket, entry: Entry): void;
}

/** The machine has no program to stand in for a flexible server. */
export class MissingProgram extends Error {
  public constructor(product: string, program: string, remedy: string) {
    super(
      `The simulated Azure runs flexible servers of ${product} with ${program}, which is not installed here: ${remedy}`,
    );
  }
}
