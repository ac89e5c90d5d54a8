import { Socket } from "node:net";
import { Client } from "pg";
import { POSTGRES_PORT } from "../../../lib/sql/model/postgres/postgres-rules";
import { type Address } from "../connect-to";
import { type Row, type SqlConnection, type Target, type Value } from "../connection";
import { postgresFailure } from "./errors";

const CONNECT_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 60_000;

/** Session settings that statements.ts and queries.ts rely on. */
export const SETTINGS =
  "SET search_path = pg_catalog; SET standard_conforming_strings = on; SET lock_timeout = '30s'; SET jit = off";

/**
 * Signs in with a token. The driver sends it only after TLS with a verified certificate, and fails otherwise.
 *
 * https://learn.microsoft.com/azure/postgresql/security/security-tls
 */
export async function openPostgres({
  server,
  database,
  token,
  administrator,
  address,
}: Target): Promise<SqlConnection> {
  const client = new Client({
    host: server,
    port: POSTGRES_PORT,
    user: administrator,
    password: token,
    database,
    application_name: "cdktf-azure-managed-identity",
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    query_timeout: REQUEST_TIMEOUT,
    // Node's root certificates include Azure's. NODE_EXTRA_CA_CERTS adds others.
    ssl: { rejectUnauthorized: true, minVersion: "TLSv1.2" },
    ...(address ? { stream: () => socketTo(address) } : {}),
  });
  // Without a listener, a lost connection would end the program. The pending request reports it.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query(SETTINGS);
  } catch (error) {
    void client.end().catch(() => undefined);
    throw postgresFailure(error as Error);
  }
  return overClient(client);
}

/** A socket that connects to the address instead of the one that the driver asks for. */
function socketTo({ host, port }: Address): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket);
  socket.connect = (): Socket => connect(port, host);
  return socket;
}

/** Wraps a connected client. */
export function overClient(client: Client): SqlConnection {
  const run = async (text: string, values: Value[]): Promise<Row[]> => {
    try {
      // A query with values must be a single statement. Without values, it can be a batch.
      return (await client.query<Record<string, unknown>>(text, values)).rows;
    } catch (error) {
      throw postgresFailure(error as Error);
    }
  };
  return {
    query: (text, parameters) => {
      const values: Value[] = [];
      const numbered = text.replace(
        /@(\w+)/g,
        (_, name: string) => `$${String(values.push(parameters[name] ?? null))}::text`,
      );
      return run(numbered, values);
    },
    batch: async (text) => {
      await run(text, []);
    },
    close: () => {
      void client.end().catch(() => undefined);
    },
  };
}
