import { type SqlParameter, type SqlQuery } from "../lib/sql/catalog-queries";
import { type Row, type SqlConnection, type Value } from "./connection";

export type Connect = (database: string) => Promise<SqlConnection>;

/** The databases of a server, each over a connection of its own that is opened when it is first needed. */
export class Session {
  /** The queries that returned a row when what they are about was read back; see ask-many.ts. */
  public readonly verified = new Set<string>();

  private readonly connections = new Map<string, SqlConnection>();

  public constructor(private readonly connect: Connect) {}

  public async query({ database, text, parameters }: SqlQuery): Promise<Row[]> {
    const values: Record<string, Value> = {};
    for (const [name, parameter] of Object.entries(parameters)) {
      values[name] = await this.valueOf(parameter);
    }
    return (await this.connectionTo(database)).query(text, values);
  }

  public async hasRow(query: SqlQuery): Promise<boolean> {
    return (await this.query(query)).length > 0;
  }

  public async batch(database: string, text: string): Promise<void> {
    await (await this.connectionTo(database)).batch(text);
  }

  public close(): void {
    this.connections.forEach((connection) => {
      connection.close();
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

  private async connectionTo(database: string): Promise<SqlConnection> {
    const open = this.connections.get(database);
    if (open) {
      return open;
    }
    const connection = await this.connect(database);
    this.connections.set(database, connection);
    return connection;
  }
}
