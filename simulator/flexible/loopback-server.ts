import { type Socket } from "node:net";
import { type SecureContext } from "node:tls";
import { type Credentials } from "./sign-in";
import { type Administrator } from "./world";

export type Row = Readonly<Record<string, unknown>>;

/** A real server that is reachable only through a Unix socket. */
export interface LoopbackServer {
  readonly socket: string;
  /** Runs statements with all privileges, and returns the rows of the last one. */
  rows(sql: string, database?: string): Promise<Row[]>;
  /** Sets the Entra administrators, and removes all others. */
  setAdministrators(administrators: readonly Administrator[]): Promise<void>;
  createDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** Admits clients to the servers. */
export interface Entry {
  readonly secureContext: SecureContext;
  /**
   * Signs in, and starts the server if it is not running.
   *
   * @throws SignInRefused, MissingProgram
   */
  readonly admit: (credentials: Credentials) => Promise<LoopbackServer>;
}

/** The differences between the products of flexible servers. */
export interface FlexibleProduct {
  /** @throws MissingProgram */
  start(): Promise<LoopbackServer>;
  /** Talks to a client until it has signed in, and then connects it to the server. */
  greet(socket: Socket, entry: Entry): void;
}

/** The program that backs a flexible server is not installed. */
export class MissingProgram extends Error {
  public constructor(product: string, program: string, remedy: string) {
    super(
      `The simulated Azure runs flexible servers of ${product} with ${program}, which is not installed here: ${remedy}`,
    );
  }
}
