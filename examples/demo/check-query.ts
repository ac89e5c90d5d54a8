import { Connection, type ConnectionConfiguration, Request } from "tedious";
import { type Simulator } from "../../simulator";
import { connectTo, readAddress } from "../../programs/sql-runner/connect-to";

const CONNECT_TIMEOUT = 15_000;

/** The query that the article runs in master, to show that a login exists and has its role. */
export const CHECK_QUERY = `SELECT p.name, p.type_desc, r.name AS server_role
FROM sys.server_principals p
LEFT JOIN sys.server_role_members m ON m.member_principal_id = p.principal_id
LEFT JOIN sys.server_principals r ON r.principal_id = m.role_principal_id
WHERE p.type IN ('E', 'X') ORDER BY p.name, r.name`;

/** Signs in to a simulated server as the deployer, as any client does, and runs the query. Returns rows of text. */
export async function checkLogins(simulator: Simulator, server: string): Promise<string[][]> {
  const connection = new Connection(configurationFor(simulator, server));
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => {
        if (error) {
          reject(error);
        } else {
          resolve();
        }
      });
    });
    return await rowsOf(connection);
  } finally {
    connection.close();
  }
}

function configurationFor({ sql, account }: Simulator, server: string): ConnectionConfiguration {
  const address = readAddress(sql.address);
  return {
    server,
    authentication: {
      type: "azure-active-directory-access-token",
      options: { token: sql.tokenFor(account.objectId) },
    },
    options: {
      ...(address && { connector: () => connectTo(address, CONNECT_TIMEOUT) }),
      cryptoCredentialsDetails: { ca: sql.certificateAuthority },
      database: "master",
      encrypt: true,
      rowCollectionOnRequestCompletion: true,
      trustServerCertificate: false,
    },
  };
}

function rowsOf(connection: Connection): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const request = new Request(CHECK_QUERY, (error, _count, rows: readonly Cell[][] = []) => {
      if (error) {
        reject(error);
      } else {
        resolve(rows.map((row) => row.map(({ value }) => value ?? "NULL")));
      }
    });
    connection.execSqlBatch(request);
  });
}

/** All columns of the query are text. */
interface Cell {
  readonly value: string | null;
}
