import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type TerraformStack } from "cdktf";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  type SqlAadLoginProps,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlExecutor,
  SqlLedger,
  SqlServerRole,
} from "../../../lib";
import { using } from "../../simulator/sql/client";
import { testWithTerraform } from "../../support/terraform";
import { principalsOf, stackWith, type Terraform, terraformIn } from "./sql-stack";
import { ADMINISTRATOR, HOST, StandIn } from "./stand-in";

type Known = ReturnType<typeof principalsOf>[number];
type Build = (stack: TerraformStack) => unknown;
type Outcome = Awaited<ReturnType<Terraform>>;

const [BLUE, GREEN] = principalsOf(["blue", "green"]) as [Known, Known];
const server = SqlEndpoint.at(HOST, { retryForSeconds: 0 });
const ROLES = [SqlServerRole.DEFINITION_READER, SqlServerRole.SERVER_STATE_MANAGER];
const SHOP = { databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER, SqlDatabaseRole.DATA_WRITER] };
const EVERYTHING = { serverRoles: ROLES, databases: [SHOP] };

function login({ name, objectId, clientId }: Known, props: Partial<SqlAadLoginProps> = {}, id = "login"): Build {
  const principal = Principal.servicePrincipal(ObjectId.of(objectId), { clientId: ClientId.of(clientId) });
  return (stack) => new SqlAadLogin(stack, id, { endpoint: server, principal, loginName: name, ...props });
}

const called = (principal: Known, name: string): Known => ({ ...principal, name });
const both =
  (...parts: readonly Build[]): Build =>
  (stack) =>
    parts.map((build) => build(stack));

interface Place {
  readonly standIn: StandIn;
  /** The directory knows these beside the administrator. */
  readonly knows: (...principals: readonly Known[]) => void;
  /** Applies what the stack says now. */
  readonly apply: (build: Build) => Promise<Outcome>;
  readonly destroy: () => Promise<Outcome>;
  readonly access: () => object;
}

async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  const [administrator] = standIn.world.known;
  const knows: Place["knows"] = (...principals) => {
    standIn.world.known = [...(administrator ? [administrator] : []), ...principals];
  };
  knows(BLUE, GREEN);
  const { root } = stackWith(() => undefined);
  const terraform = terraformIn(
    { root, folder: `${root}/stacks/sql` },
    { ...standIn.environment, PATH: process.env.PATH },
  );
  const ofEntra = (found: readonly { type: string; name: string; id?: string; roles: readonly string[] }[]): object[] =>
    found
      .filter(({ type }) => type === "E")
      .map(({ name, id, roles }) => ({ name, id, roles: [...roles].sort() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  try {
    await test({
      standIn,
      knows,
      apply: async (build) => {
        stackWith(build, root);
        expect(await terraform("init")).toMatchObject({ status: 0 });
        return terraform("apply", "-auto-approve");
      },
      destroy: () => terraform("destroy", "-auto-approve"),
      access: () => ({
        logins: ofEntra(standIn.servers.server(HOST).logins),
        users: ofEntra(standIn.servers.database(HOST, "shop").users),
      }),
    });
  } finally {
    await standIn.stop();
  }
}

const accessOf = ({ name, clientId: id }: Known): object => ({
  logins: [{ name, id, roles: ROLES.map(({ roleName }) => roleName) }],
  users: [{ name, id, roles: SHOP.roles.map(({ roleName }) => roleName) }],
});
const NOTHING = { logins: [], users: [] };
const DONE = { status: 0 };

const test = (sentence: string, body: (place: Place) => Promise<void>): void => {
  testWithTerraform(sentence, () => inPlace(body));
};

describe("What leaves the code leaves the server:", () => {
  test("roles", async ({ apply, access }) => {
    await apply(login(BLUE, EVERYTHING));
    expect(access()).toEqual(accessOf(BLUE));
    const fewer = { serverRoles: ROLES.slice(1), databases: [{ ...SHOP, roles: SHOP.roles.slice(1) }] };
    expect(await apply(login(BLUE, fewer))).toMatchObject(DONE);
    expect(access()).toEqual({
      logins: [{ name: "blue", id: BLUE.clientId, roles: ["##MS_ServerStateManager##"] }],
      users: [{ name: "blue", id: BLUE.clientId, roles: ["db_datawriter"] }],
    });
  });

  test("a login with its users, and not those of others", async ({ apply, access }) => {
    const other = login(GREEN, {}, "other");
    await apply(both(login(BLUE, EVERYTHING), other));
    expect(await apply(other)).toMatchObject(DONE);
    expect(access()).toEqual({ logins: [{ name: "green", id: GREEN.clientId, roles: [] }], users: [] });
  });

  test("the last login, where the stack keeps its ledger", async ({ apply, access }) => {
    await apply(login(BLUE, EVERYTHING));
    expect(await apply((stack) => SqlLedger.of(stack))).toMatchObject(DONE);
    expect(access()).toEqual(NOTHING);
    expect(await apply((stack) => SqlLedger.of(stack))).toMatchObject({
      output: expect.stringContaining("No changes") as string,
    });
  });

  test("the old name of a login, before the new one is made under another construct", async (place) => {
    const { knows, apply, access } = place;
    await apply(login(BLUE, EVERYTHING));
    const renamed = called(BLUE, "azure");
    knows(renamed);
    expect(await apply(login(renamed, EVERYTHING, "renamed"))).toMatchObject(DONE);
    expect(access()).toEqual(accessOf(renamed));
  });

  test("a name that another identity gets in the same apply", async ({ knows, apply, access }) => {
    await apply(login(BLUE, EVERYTHING));
    const [renamed, successor] = [called(BLUE, "azure"), called(GREEN, "blue")];
    knows(renamed, successor);
    expect(await apply(both(login(renamed, EVERYTHING), login(successor, {}, "successor")))).toMatchObject(DONE);
    expect(access()).toMatchObject({
      logins: [
        { name: "azure", id: BLUE.clientId },
        { name: "blue", id: GREEN.clientId },
      ],
      users: [{ name: "azure", id: BLUE.clientId }],
    });
  });

  test("what could not be made to the end", async ({ standIn, apply, destroy, access }) => {
    standIn.servers.faults.dropAfterBatch(3);
    expect(await apply(login(BLUE, EVERYTHING))).toMatchObject({ status: 1 });
    expect(access()).not.toEqual(NOTHING);
    expect(await destroy()).toMatchObject(DONE);
    expect(access()).toEqual(NOTHING);
  });

  test("what could not be made to the end, and then is something else", async (place) => {
    const { standIn, knows, apply, access } = place;
    standIn.servers.faults.dropAfterBatch(3);
    expect(await apply(login(BLUE))).toMatchObject({ status: 1 });
    const renamed = called(BLUE, "azure");
    knows(renamed);
    expect(await apply(login(renamed))).toMatchObject(DONE);
    expect(access()).toMatchObject({ logins: [{ name: "azure" }], users: [] });
  });
});

test("What cannot be taken away keeps what it is based on, and nothing else, until it can", async (place) => {
  const { standIn, apply, access } = place;
  const all = { databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }] };
  await apply(both(login(BLUE, all), login(GREEN, all, "other")));
  standIn.servers.declareObject(HOST, "shop", "dbo", "Orders", "blue");
  const refused = await apply((stack) => SqlLedger.of(stack));
  expect(refused.status).toBe(1);
  expect(refused.output).toContain("ALTER AUTHORIZATION ON OBJECT::[dbo].[Orders] TO [dbo]");
  expect(access()).toMatchObject({
    logins: [{ name: "blue" }, { name: "green" }],
    users: [{ name: "blue", roles: [] }],
  });
  await using(standIn.servers, { host: HOST, database: "shop", objectId: ADMINISTRATOR }, async ({ query }) => {
    expect(await query("ALTER AUTHORIZATION ON OBJECT::[dbo].[Orders] TO [dbo]")).toMatchObject({ errors: [] });
  });
  expect(await apply((stack) => SqlLedger.of(stack))).toMatchObject(DONE);
  expect(access()).toEqual(NOTHING);
});

describe("What stays in the code stays on the server", () => {
  test("when constructs are renamed, and cut into others: Terraform has nothing to do", async ({ apply, access }) => {
    await apply(login(BLUE, EVERYTHING));
    const roles = login(BLUE, { serverRoles: ROLES }, "roles");
    const users = login(BLUE, { databases: [SHOP] }, "users");
    for (const build of [login(BLUE, EVERYTHING, "moved"), both(users, roles), both(roles, users, login(BLUE))]) {
      const { status, output } = await apply(build);
      expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("No changes.") as string });
    }
    expect(access()).toEqual(accessOf(BLUE));
  });

  test("when another executor is responsible from now on", async ({ apply, access }) => {
    await apply(both(login(BLUE, EVERYTHING), login(GREEN, {}, "other")));
    const byHand = SqlEndpoint.at(HOST, { executor: SqlExecutor.script() });
    const handedOver = both(login(BLUE, { ...EVERYTHING, endpoint: byHand }), (stack) => SqlLedger.of(stack));
    expect(await apply(handedOver)).toMatchObject(DONE);
    expect(access()).toEqual(accessOf(BLUE));
  });

  test("when it is somebody else's by now", async ({ standIn, knows, apply, destroy, access }) => {
    await apply(login(BLUE));
    const successor = called(GREEN, "blue");
    knows(successor);
    const fact = {
      kind: "login",
      server: HOST,
      name: "blue",
      sidFrom: successor.clientId,
      replaceOther: true,
    } as const;
    expect(await standIn.run("apply", fact)).toMatchObject(DONE);
    expect(await destroy()).toMatchObject(DONE);
    expect(access()).toMatchObject({ logins: [{ name: "blue", id: GREEN.clientId }] });
  });
});

testWithTerraform("Ten thousand facts fit into what Linux allows a process: a sixteenth into a sixteenth of it", () => {
  const names = Array.from({ length: 625 }, (_, index) => `${"数据库服务身份".repeat(16)}${String(index)}`);
  const principal = Principal.servicePrincipal(ObjectId.of(BLUE.objectId), { clientId: ClientId.of(BLUE.clientId) });
  const { folder } = stackWith((stack) => {
    names.forEach((userName, index) => {
      new SqlDatabaseUser(stack, `user${String(index)}`, {
        endpoint: server,
        principal,
        databaseName: "shop",
        userName,
      });
    });
  });
  keepLedger(join(folder, "cdk.tf.json"));
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "node"), `#!/bin/sh\nexec '${process.execPath}' "$@" --dry-run\n`, { mode: 0o755 });
  const PATH = `${bin}${delimiter}${process.env.PATH ?? ""}`;
  const terraform = (...args: string[]): string => {
    // A quarter of the stack is for arguments and environment, and 8 MiB is what the stack usually has.
    const command = ["-c", 'ulimit -S -s 512 && exec terraform "$@"', "sh", ...args, "-no-color"];
    const options = { cwd: folder, env: { ...process.env, PATH }, encoding: "utf8", maxBuffer: Infinity } as const;
    return spawnSync("sh", command, options).stdout;
  };
  terraform("init");
  expect(terraform("apply", "-auto-approve")).toContain("2 added");
  const dropped = terraform("destroy", "-auto-approve").matchAll(/DROP USER \[(.+)\];/g);
  expect([...dropped].map(([, name]) => name).sort()).toEqual([...names].sort());
});

/** Leaves the facts themselves out of a synthesized stack: Terraform would start a process for each. */
function keepLedger(file: string): void {
  const stack = JSON.parse(readFileSync(file, "utf8")) as { resource: { terraform_data: object } };
  const resources = Object.entries(stack.resource.terraform_data).filter(([name]) =>
    ["azmi_sql-ledger", "azmi_sql-removals"].includes(name),
  );
  stack.resource.terraform_data = Object.fromEntries(resources);
  writeFileSync(file, JSON.stringify(stack));
}
