import { spawn } from "node:child_process";
import { join } from "node:path";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlPermission,
  SqlServerRole,
} from "../../lib";
import { type WorldPrincipal } from "../../simulator/sql";
import { testApp } from "../support/synth";
import { testWithTerraform } from "../support/terraform";
import { HOST, StandIn } from "./stand-in";

/** Names that a shell, HCL, JSON or SQL would each take for something else. */
const NAMES = [
  "id-orders",
  "a]b[c 'x' \"y\"",
  '${upper("a")} $(id) %{ if true }',
  "grüße 你好 👋🏽",
  "-- /* GO */ --help",
];

const PRINCIPALS = NAMES.map((name, index): WorldPrincipal & { readonly clientId: string } => ({
  name,
  objectId: `bbbbbbbb-0000-4000-8000-00000000000${String(index)}`,
  clientId: `dddddddd-0000-4000-8000-00000000000${String(index)}`,
  kind: "ServicePrincipal",
  longKnown: true,
}));

function stackWithLogins(): string {
  const app = testApp();
  const stack = new TerraformStack(app, "sql");
  new LocalBackend(stack, { path: join(app.outdir, "terraform.tfstate") });
  PRINCIPALS.forEach(({ name, objectId, clientId }, index) => {
    new SqlAadLogin(stack, `login${String(index)}`, {
      server: SqlEndpoint.at(HOST, { retryForSeconds: 20 }),
      principal: Principal.servicePrincipal(ObjectId.of(objectId), { clientId: ClientId.of(clientId) }),
      loginName: name,
      serverRoles: [SqlServerRole.SERVER_STATE_MANAGER],
      databases: [
        {
          databaseName: "shop",
          roles: [SqlDatabaseRole.DATA_READER],
          permissions: [SqlPermission.onSchema("EXECUTE", "dbo")],
        },
      ],
    });
  });
  app.synth();
  return join(app.outdir, "stacks", "sql");
}

testWithTerraform("terraform apply makes it all, plans nothing afterwards, and destroys it all", async () => {
  const standIn = await StandIn.start();
  standIn.world.known = [...standIn.world.known, ...PRINCIPALS];
  const cwd = stackWithLogins();
  // Not spawnSync: the servers live in this process.
  const terraform = (...args: string[]): Promise<{ status: number | null; output: string }> =>
    new Promise((resolve) => {
      const env = { ...process.env, ...standIn.environment, CHECKPOINT_DISABLE: "1" };
      const child = spawn("terraform", [...args, "-no-color", "-input=false"], { cwd, env });
      let output = "";
      child.stdout.on("data", (chunk) => (output += String(chunk)));
      child.stderr.on("data", (chunk) => (output += String(chunk)));
      child.on("close", (status) => {
        resolve({ status, output });
      });
    });
  try {
    expect(await terraform("init")).toMatchObject({ status: 0 });
    const applied = await terraform("apply", "-auto-approve");
    expect(applied.output).toContain(`Apply complete! Resources: ${String(NAMES.length * 5)} added`);
    expect(applied.output).not.toContain(standIn.token);
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    const expected = (roles: string[]): object[] =>
      PRINCIPALS.map(({ name, clientId }) => ({ name, id: clientId, type: "E", roles })).sort(byName);
    const logins = standIn.servers.server(HOST).logins.filter(({ type }) => type === "E");
    expect([...logins].sort(byName)).toMatchObject(expected(["##MS_ServerStateManager##"]));
    const { users, permissions } = standIn.servers.database(HOST, "shop");
    expect([...users].sort(byName)).toMatchObject(expected(["db_datareader"]));
    expect(permissions).toHaveLength(NAMES.length);
    expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    const destroyed = await terraform("destroy", "-auto-approve");
    expect(destroyed.output).toContain(`Destroy complete! Resources: ${String(NAMES.length * 5)} destroyed`);
    expect(standIn.servers.server(HOST).logins.filter(({ type }) => type === "E")).toEqual([]);
    expect(standIn.servers.database(HOST, "shop").users).toEqual([]);
  } finally {
    await standIn.stop();
  }
});
