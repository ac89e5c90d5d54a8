import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { LocalBackend, TerraformStack } from "cdktf";
import { ClientId, ObjectId, Principal, SqlAadLogin, SqlDatabaseRole, SqlEndpoint, SqlServerRole } from "../../../lib";
import { testApp } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";
import { LEDGER_RESOURCES } from "../../support/sql";
import { SQL_RUNNER } from "../../../tools/paths";

const CLIENT = "a1b2c3d4-e5f6-7890-abcd-ef0123456789";
const LOGIN = { kind: "login", server: "orders.database.windows.net", name: "app", sidFrom: CLIENT };

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SQL_RUNNER, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the bundled runner", () => {
  test("prints the batches of a fact with --dry-run", () => {
    expect(run("apply", "--dry-run", JSON.stringify(LOGIN))).toEqual({
      status: 0,
      stderr: "",
      stdout: `-- orders.database.windows.net, database "master"
-- unless there is a row: SELECT 1 FROM sys.server_principals WHERE name = N'app'
CREATE LOGIN [app] FROM EXTERNAL PROVIDER;
GO
`,
    });
    expect(run("remove", "--dry-run", JSON.stringify(LOGIN)).stdout).toContain("DROP LOGIN [app];");
  });

  test.each(["##MS_DefinitionReader##", "sysadmin", "dbcreator"])(
    "takes the server roles that managed instances have: %s",
    (role) => {
      const server = "orders.1a2b3c4d5e6f.database.windows.net";
      const member = { kind: "server-role-member", server, role, member: "app" };
      const { status, stdout, stderr } = run("apply", "--dry-run", JSON.stringify(member));
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(`ALTER SERVER ROLE [${role}] ADD MEMBER [app];`);
    },
  );

  test.each([
    ["nothing", [], "usage: sql-runner.js (apply|remove)"],
    ["an unknown action", ["drop", "{}"], "usage: "],
    ["two facts", ["apply", "{}", "{}"], "usage: "],
    ["an unknown option", ["apply", "--force", "{}"], "Unknown option '--force'"],
    [
      "a limit that is none",
      ["apply", "--retry-for", "5m", JSON.stringify(LOGIN)],
      '--retry-for must be a whole number of seconds from 0 (try once) to 999999; got "5m"',
    ],
    ["no JSON", ["apply", "{"], "fact is not JSON: "],
    ["another value", ["apply", "[]"], "expected object"],
    ["an unknown kind", ["apply", '{"kind":"pony"}'], "kind: Invalid discriminator value"],
    ["a field too many", ["apply", JSON.stringify({ ...LOGIN, password: "x" })], 'Unrecognized key: "password"'],
    ["a field too few", ["apply", '{"kind":"login","name":"app"}'], "server: Invalid input: expected string"],
    ["an empty name", ["apply", JSON.stringify({ ...LOGIN, name: "" })], "name: is empty"],
    ["a name too long", ["apply", JSON.stringify({ ...LOGIN, name: "x".repeat(129) })], "name: has 129 characters"],
    ["an id that is none", ["apply", JSON.stringify({ ...LOGIN, sidFrom: "0x00; DROP" })], "sidFrom: is no GUID"],
    ["a server that is none", ["apply", JSON.stringify({ ...LOGIN, server: "a;b" })], "server: is not a DNS name"],
    ...["10.0.0.4", "167772164", "0x0a000004", "0xa.0.0.4", "012.0.0.4", "10.4", "::1", "[::1]", "::ffff:10.0.0.4"].map(
      (address): [string, string[], string] => [
        `the address ${address} as server`,
        ["apply", JSON.stringify({ ...LOGIN, server: address })],
        "server: is not a DNS name",
      ],
    ),
    ...[
      `{"kind":"login","name":"a","server":"a.b","name":"b"}`,
      `{"kind":"login","name":"a","server":"a.b","n\\u0061me":"b"}`,
      `{"kind":"login", "name" : "{\\"", "server":"a.b", "name"\n:"b"}`,
    ].map((fact): [string, string[], string] => [
      `a key twice: ${fact}`,
      ["apply", fact],
      'fact is not JSON: it has the key "name" twice in one object',
    ]),
    [
      "a server role that does not exist",
      ["apply", '{"kind":"server-role-member","server":"a.b","role":"superadmin","member":"app"}'],
      "role: is no fixed server role",
    ],
    [
      "a permission that is none",
      [
        "apply",
        '{"kind":"permission","server":"a.b","database":"d","grantee":"g","on":"SCHEMA","schema":"s","permission":"X;"}',
      ],
      "permission: is no permission",
    ],
    [
      "all faults at once",
      ["apply", '{"kind":"login","server":"a","name":""}'],
      "server: is not a DNS name\nname: is empty",
    ],
  ])("refuses %s", (_what, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

/** Runs terraform in a synthesized stack, with a `node` on the PATH that adds --dry-run and keeps what was printed. */
function terraformIn(folder: string): (...args: string[]) => { status: number | null; output: string; log: string } {
  const bin = join(folder, "bin");
  const log = join(folder, "node.log");
  mkdirSync(bin);
  writeFileSync(
    join(bin, "node"),
    `#!/bin/sh\nrunner="$1"; shift; exec "${process.execPath}" "$runner" --dry-run "$@" >> "${log}"\n`,
    { mode: 0o755 },
  );
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`, CHECKPOINT_DISABLE: "1" };
  return (...args) => {
    writeFileSync(log, "");
    const { status, stdout, stderr } = spawnSync("terraform", [...args, "-no-color"], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    return { status, output: stdout + stderr, log: readFileSync(log, "utf8") };
  };
}

describe("SQL facts in the hands of terraform", () => {
  /** Names that a shell, HCL, JSON or SQL would each take for something else. */
  const NAMES = [
    "id-orders",
    "it's",
    "a]b[c",
    'say "hi"',
    "$HOME `id` $(id) ; rm -rf / && x",
    '${upper("a")} %{ if true } $${x} %%{y}',
    "back\\slash \\u0041 \n newline \t tab \u0000 nul",
    "grüße 你好 👋🏽",
    "-- /* GO */ --dry-run",
    "--help",
  ];

  function stackWithLogins(serverRoles: SqlServerRole[]): string {
    const app = testApp();
    const stack = new TerraformStack(app, "sql");
    new LocalBackend(stack, { path: join(app.outdir, "terraform.tfstate") });
    NAMES.forEach((loginName, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, {
        endpoint: SqlEndpoint.at("orders.database.windows.net"),
        principal: Principal.servicePrincipal(ObjectId.of(CLIENT), {
          clientId: ClientId.of(CLIENT.replace("a1", "b2")),
        }),
        loginName,
        serverRoles,
        databases: [{ databaseName: "shop", roles: [SqlDatabaseRole.DATA_READER] }],
      });
    });
    app.synth();
    return join(app.outdir, "stacks", "sql");
  }

  /** As it is printed, where terminals act on nothing. */
  const quote = (name: string): string =>
    `[${name.replaceAll("]", "]]").replace("\n", "\\u000a").replace("\t", "\\u0009").replace("\0", "\\u0000")}]`;

  testWithTerraform("every name reaches the runner as it is, in order, and everything is undone on destroy", () => {
    const terraform = terraformIn(stackWithLogins([SqlServerRole.SERVER_STATE_MANAGER]));
    const count = NAMES.length * 4 + LEDGER_RESOURCES.length + 1;
    expect(terraform("init", "-input=false")).toMatchObject({ status: 0 });
    const applied = terraform("apply", "-auto-approve", "-input=false");
    expect(applied.output).toContain(`Apply complete! Resources: ${String(count)} added`);
    const planned = terraform("plan", "-detailed-exitcode", "-input=false");
    expect([planned.status, planned.log]).toEqual([0, ""]);
    const destroyed = terraform("destroy", "-auto-approve", "-input=false");
    expect(destroyed.output).toContain(`Destroy complete! Resources: ${String(count)} destroyed`);

    const inOrder = (log: string, ...statements: string[]): number[] => statements.map((text) => log.indexOf(text));
    for (const name of NAMES.map(quote)) {
      const created = inOrder(
        applied.log,
        `CREATE LOGIN ${name} FROM EXTERNAL PROVIDER WITH OBJECT_ID = '${CLIENT}';`,
        `CREATE USER ${name} FROM LOGIN ${name};`,
        `ALTER ROLE [db_datareader] ADD MEMBER ${name};`,
      );
      const removed = inOrder(
        destroyed.log,
        `ALTER ROLE [db_datareader] DROP MEMBER ${name};`,
        `DROP USER ${name};`,
        `DROP LOGIN ${name};`,
      );
      for (const positions of [created, removed]) {
        expect(positions).not.toContain(-1);
        expect(positions).toEqual([...positions].sort((a, b) => a - b));
      }
      expect(applied.log).toContain(`ALTER SERVER ROLE [##MS_ServerStateManager##] ADD MEMBER ${name};`);
    }
  });
});
