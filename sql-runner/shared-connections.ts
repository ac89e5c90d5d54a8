import { type SqlConnection } from "./connection";
import { type Connect } from "./session";

/** Connections that stay open for whoever needs them next, until one of them fails. */
export class SharedConnections {
  private readonly open = new Map<string, SqlConnection>();

  public constructor(private readonly connectAnew: Connect) {}

  public readonly connect: Connect = async (database) => {
    const connection = this.open.get(database) ?? (await this.connectAnew(database));
    this.open.set(database, connection);
    return {
      query: (text, parameters) => this.closingOnFailure(connection.query(text, parameters)),
      batch: (text) => this.closingOnFailure(connection.batch(text)),
      close: () => undefined,
    };
  };

  public close(): void {
    this.open.forEach((connection) => {
      connection.close();
    });
    this.open.clear();
  }

  private async closingOnFailure<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      this.close();
      throw error;
    }
  }
}
