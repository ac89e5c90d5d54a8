import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { LocalBackend, TerraformResource, TerraformStack } from "cdktf";
import { ObjectId, Principal, SqlDatabaseUser, SqlEndpoint } from "../../../lib";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { testApp } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";
import { LEDGER_RESOURCES } from "../../support/sql";
import { FACTS_PER_LOGIN, principalsOf, stackWithLogins, type Terraform, terraformIn } from "./sql-stack";
import { CLERKS, HOST, StandIn } from "./stand-in";

/** Names that a shell, HCL, JSON or SQL would each take for something else. */
const PRINCIPALS = principalsOf([
  "id-orders",
  "a]b[c 'x' \"y\"",
  '${upper("a")} $(id) %{ if true }',
  "grüße 你好 👋🏽",
  "-- /* GO */ --help",
]);
/** The address of the first one's login; 1840 is how the SHA-256 of the server's name begins. */
const LOGIN = "azmi_sql_orders-database-windows-net-18403d0a_login_id-orders";
const FACTS = PRINCIPALS.length * FACTS_PER_LOGIN;
const RESOURCES = FACTS + LEDGER_RESOURCES.length + 1;

interface Place {
  readonly standIn: StandIn;
  readonly terraform: Terraform;
  /** How many processes of the runner have been started. */
  readonly started: () => number;
}

/** An initialized stack with a login for every principal. */
async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  try {
    standIn.world.known = [...standIn.world.known, ...PRINCIPALS];
    const stack = stackWithLogins(PRINCIPALS);
    const { path, started } = countingNode(join(stack.root, "bin"));
    const terraform = terraformIn(stack, { ...standIn.environment, PATH: path });
    expect(await terraform("init")).toMatchObject({ status: 0 });
    await test({ standIn, terraform, started });
  } finally {
    await standIn.stop();
  }
}

/** A `node` for the PATH that leaves a line for every time it is started. */
function countingNode(bin: string): { readonly path: string; readonly started: () => number } {
  const log = join(bin, "starts");
  mkdirSync(bin);
  writeFileSync(log, "");
  writeFileSync(join(bin, "node"), `#!/bin/sh\necho >> "${log}"\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  return {
    path: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    started: () => readFileSync(log, "utf8").length,
  };
}

testWithTerraform("terraform apply makes it all, plans and does nothing afterwards, and destroys it all", () =>
  inPlace(async ({ standIn, terraform, started }) => {
    const applied = await terraform("apply", "-auto-approve");
    expect(applied.output).toContain(`Apply complete! Resources: ${String(RESOURCES)} added`);
    expect(started()).toBe(1);
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    const expected = (roles: string[]): object[] =>
      PRINCIPALS.map(({ name, clientId }) => ({ name, id: clientId, type: "E", roles })).sort(byName);
    const logins = standIn.servers.server(HOST).logins.filter(({ type }) => type === "E");
    expect([...logins].sort(byName)).toMatchObject(expected(["##MS_ServerStateManager##"]));
    const { users, permissions } = standIn.servers.database(HOST, "shop");
    expect([...users].sort(byName)).toMatchObject(expected(["db_datareader"]));
    expect(permissions).toHaveLength(PRINCIPALS.length);
    expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
    expect(started()).toBe(1);
    const destroyed = await terraform("destroy", "-auto-approve");
    expect(destroyed.output).toContain(`Destroy complete! Resources: ${String(RESOURCES)} destroyed`);
    expect(standIn.servers.server(HOST).logins.filter(({ type }) => type === "E")).toEqual([]);
    expect(standIn.servers.database(HOST, "shop").users).toEqual([]);
  }),
);

testWithTerraform(
  "a login dropped behind Terraform's back is missed by nobody until -replace makes it, and what hangs on it, again",
  () =>
    inPlace(async ({ standIn, terraform, started }) => {
      const [{ name, clientId }] = PRINCIPALS as [(typeof PRINCIPALS)[0]];
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      const login: SqlFact = { kind: "login", server: HOST, name };
      expect(await standIn.run("remove", login)).toMatchObject({ status: 0 });
      const isThere = (): boolean => standIn.servers.server(HOST).logins.some((found) => found.name === name);

      // Terraform only knows what it did: it asks no server whether that still holds.
      expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
      expect(isThere()).toBe(false);

      const before = started();
      const replaced = await terraform("apply", "-auto-approve", `-replace=terraform_data.${LOGIN}`);
      expect(replaced.output).toContain(`Apply complete! Resources: ${String(FACTS_PER_LOGIN + 1)} added, 0 changed`);

      expect(started() - before).toBe(2);
      const { logins } = standIn.servers.server(HOST);
      expect(logins.find((found) => found.name === name)).toMatchObject({
        id: clientId,
        roles: ["##MS_ServerStateManager##"],
      });
      const { users } = standIn.servers.database(HOST, "shop");
      expect(users.find((found) => found.name === name)).toMatchObject({ id: clientId, roles: ["db_datareader"] });
      expect(await terraform("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    }),
);

/** What somebody writes by hand beside the app, where synth does not see it. */
const BESIDE = {
  resource: {
    terraform_data: {
      waiting: { depends_on: ["terraform_data.between"], lifecycle: { create_before_destroy: true } },
    },
  },
};

testWithTerraform(
  "renaming a user that something create_before_destroy beside the app depends on by a detour fails, and it is said why",
  async () => {
    const standIn = await StandIn.start();
    try {
      const { outdir } = testApp();
      const synthesize = (userName: string): Terraform => {
        const app = testApp(outdir);
        const stack = new TerraformStack(app, "sql");
        new LocalBackend(stack, { path: join(outdir, "terraform.tfstate") });
        const user = new SqlDatabaseUser(stack, "user", {
          endpoint: SqlEndpoint.at(HOST),
          databaseName: "shop",
          principal: Principal.group(ObjectId.of(CLERKS.objectId)),
          userName,
        });
        new TerraformResource(stack, "between", {
          terraformResourceType: "terraform_data",
          dependsOn: user.resources,
        });
        app.synth();
        const folder = join(outdir, "stacks", "sql");
        writeFileSync(join(folder, "beside.tf.json"), JSON.stringify(BESIDE));
        return terraformIn({ folder, root: outdir }, standIn.environment);
      };
      const terraform = synthesize("clerks");
      expect(await terraform("init")).toMatchObject({ status: 0 });
      expect(await terraform("apply", "-auto-approve")).toMatchObject({ status: 0 });
      const { status, output } = await synthesize("order clerks")("apply", "-auto-approve");
      expect(status).toBe(1);
      expect(output).toContain("error 15063");
      expect(output).not.toContain("retrying in");
      expect(output.replace(/\n\S* ?/g, " ")).toContain("has lifecycle create_before_destroy");
    } finally {
      await standIn.stop();
    }
  },
);
