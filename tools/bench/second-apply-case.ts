import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { ClientId, ObjectId, Principal, SqlAadLogin, SqlDatabaseRole, SqlEndpoint, SqlServerRole } from "../../lib";
import { DATABASES, type FreshServer, SERVER, startServer } from "./sql-server";

/** Applies logins with terraform twice, and prints the number of SQL runner processes of each apply. */
const LOGINS = 5;

class Logins extends TerraformStack {
  public constructor({ identities }: FreshServer) {
    super(new App(), "logins");
    identities.forEach(({ name, clientId, objectId }) => {
      new SqlAadLogin(this, name, {
        endpoint: SqlEndpoint.at(SERVER),
        principal: Principal.servicePrincipal(ObjectId.of(objectId), { clientId: ClientId.of(clientId) }),
        loginName: name,
        serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
        databases: DATABASES.map((databaseName) => ({ databaseName, roles: [SqlDatabaseRole.DATA_READER] })),
      });
    });
  }
}

/** A `node` for the PATH that appends a line to a file for each start. */
function countingNode(): { readonly path: string; readonly count: () => number; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  const log = join(folder, "starts");
  writeFileSync(log, "");
  writeFileSync(join(folder, "node"), `#!/bin/sh\necho >> "${log}"\nexec "${process.execPath}" "$@"\n`, {
    mode: 0o755,
  });
  return {
    path: `${folder}${delimiter}${process.env.PATH ?? ""}`,
    count: () => readFileSync(log, "utf8").length,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

async function main(): Promise<void> {
  const server = await startServer(LOGINS);
  const node = countingNode();
  const session = server.simulator.terraform(new Logins(server), { environment: { PATH: node.path } });
  const startedBy = async (): Promise<number> => {
    const before = node.count();
    const { ok, output } = await session.apply();
    if (!ok) {
      throw new Error(output);
    }
    return node.count() - before;
  };
  const [first, second] = [await startedBy(), await startedBy()];
  if (first === 0) {
    throw new Error("the first apply started nothing that was counted, so the second says nothing");
  }
  console.log(JSON.stringify({ first, second }));
  session.close();
  node.remove();
  await server.simulator.stop();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
