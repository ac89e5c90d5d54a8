import { type Client } from "pg";
import { overClient, SETTINGS } from "../../../programs/sql-runner/postgres/connection";
import { postgresFailure } from "../../../programs/sql-runner/postgres/errors";
import { type Connect } from "../../../programs/sql-runner/session";
import { POSTGRES } from "../../../simulator/flexible";
import { PostgresCluster } from "../../../simulator/flexible/postgres/postgres-cluster";
import { type OneServer, startOne } from "./one-server";

const HOST = "shop.postgres.database.azure.com";

/** A flexible server of PostgreSQL whose database "shop" has the tables sales.orders and sales.customers. */
export class PostgresServer {
  public static async start(): Promise<PostgresServer> {
    const product = { ...POSTGRES, start: () => PostgresCluster.start() };
    const server = new PostgresServer(await startOne(product, HOST, "SQL_RUNNER_POSTGRES_CONNECT"));
    await server.rows(
      `CREATE SCHEMA sales; CREATE TABLE sales.orders (id serial PRIMARY KEY, total int);
       CREATE TABLE sales.customers (id int); INSERT INTO sales.orders (total) VALUES (7)`,
      "shop",
      "ci",
    );
    return server;
  }

  public readonly host = HOST;
  public readonly environment: NodeJS.ProcessEnv;

  private constructor(private readonly one: OneServer<PostgresCluster>) {
    this.environment = one.environment;
  }

  /** A client without TLS, which needs no password here. */
  public async connect(database = "shop", user?: string): Promise<Client> {
    return this.one.running.connect(database, user);
  }

  /** How the runner connects, as the administrator; without TLS and token, which take longer. */
  public readonly connectAsRunner: Connect = async (database) => {
    const client = await this.connect(database, "ci").catch((error: unknown) => {
      throw postgresFailure(error as Error);
    });
    await client.query(SETTINGS);
    return overClient(client);
  };

  /** The rows that statements return which somebody sends: by default the superuser, who sees everything. */
  public async rows(sql: string, database = "shop", user?: string): Promise<Readonly<Record<string, unknown>>[]> {
    return this.one.running.rows(sql, database, user);
  }

  public async stop(): Promise<void> {
    await this.one.stop();
  }
}
