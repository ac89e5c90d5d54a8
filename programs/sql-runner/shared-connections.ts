import { classify } from "./classify";
import { type SqlConnection } from "./connection";
import { failureOf, isRefusal } from "./failures";
import { type Connect } from "./session";

/** Connections that stay open for the next caller, until one of them fails. */
export class SharedConnections {
  private readonly open = new Map<string, SqlConnection>();

  public constructor(private readonly connectAnew: Connect) {}

  public readonly connect: Connect = async (database) => {
    await this.opened(database);
    return {
      query: (text, parameters) => this.using(database, (connection) => connection.query(text, parameters)),
      batch: (text) => this.using(database, (connection) => connection.batch(text)),
      close: () => undefined,
    };
  };

  public close(): void {
    this.open.forEach((connection) => {
      connection.close();
    });
    this.open.clear();
  }

  private async opened(database: string): Promise<SqlConnection> {
    const connection = this.open.get(database) ?? (await this.connectAnew(database));
    this.open.set(database, connection);
    return connection;
  }

  /** A permanent error of the server keeps the connection. After any other error, the server may have hung up. */
  private async using<Answer>(database: string, ask: (connection: SqlConnection) => Promise<Answer>): Promise<Answer> {
    const connection = await this.opened(database);
    try {
      return await ask(connection);
    } catch (error) {
      const failure = failureOf(error);
      if (!isRefusal(failure) || classify(failure).retry) {
        connection.close();
        this.open.delete(database);
      }
      throw error;
    }
  }
}
