import { type SqlParameter, type SqlQuery } from "../../lib/sql/model/catalog-queries";
import { remember } from "../../lib/core/collections";
import { type Row, type SqlConnection, type Value } from "./connection";

export type Connect = (database: string) => Promise<SqlConnection>;

/** The databases of a server. Each has its own connection, which is opened on first use. */
export class Session {
  /** Keys of the queries that returned a row when facts were read back; see ask-many.ts. */
  public readonly verified = new Set<string>();

  private readonly connections = new Map<string, Promise<SqlConnection>>();
  /** By database, the end of the queue: a connection handles one request at a time. */
  private readonly turns = new Map<string, Promise<unknown>>();

  public constructor(private readonly connect: Connect) {}

  public async query({ database, text, parameters }: SqlQuery): Promise<Row[]> {
    const values: Record<string, Value> = {};
    for (const [name, parameter] of Object.entries(parameters)) {
      values[name] = await this.valueOf(parameter);
    }
    return this.inTurn(database, (connection) => connection.query(text, values));
  }

  public async hasRow(query: SqlQuery): Promise<boolean> {
    return (await this.query(query)).length > 0;
  }

  public async batch(database: string, text: string): Promise<void> {
    await this.inTurn(database, (connection) => connection.batch(text));
  }

  public close(): void {
    this.connections.forEach((opening) => {
      opening.then((connection) => {
        connection.close();
      }, ignore);
    });
    this.connections.clear();
  }

  private async valueOf(parameter: SqlParameter): Promise<Value> {
    if (typeof parameter === "string" || parameter instanceof Uint8Array) {
      return parameter;
    }
    if ("variable" in parameter) {
      throw new Error(`${parameter.variable} has no value here`);
    }
    const [row = {}] = await this.query(parameter);
    const [value] = Object.values(row);
    return typeof value === "string" || value instanceof Uint8Array ? value : null;
  }

  private inTurn<Answer>(database: string, ask: (connection: SqlConnection) => Promise<Answer>): Promise<Answer> {
    const answer = (this.turns.get(database) ?? Promise.resolve()).then(async () =>
      ask(await this.connectionTo(database)),
    );
    this.turns.set(database, answer.catch(ignore));
    return answer;
  }

  private async connectionTo(database: string): Promise<SqlConnection> {
    const connection = remember(this.connections, database, () => this.connect(database));
    try {
      return await connection;
    } catch (error) {
      this.connections.delete(database);
      throw error;
    }
  }
}

const ignore = (): void => undefined;
