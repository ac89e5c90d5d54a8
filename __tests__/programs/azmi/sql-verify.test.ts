import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, LocalBackend, TerraformResource, TerraformStack, Testing } from "cdktf";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlDatabaseUser,
  SqlEndpoint,
  SqlPermission,
  SqlServerRole,
} from "../../../lib";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { using } from "../../simulator/sql/client";
import { ADMINISTRATOR, APP, CLERKS, HOST, StandIn } from "../sql-runner/stand-in";
import { testApp } from "../../support/synth";
import { testWithTerraform } from "../../support/terraform";
import { run } from "../../../tools/terraform/command";
import { findTerraform } from "../../../tools/terraform/terraform-binary";
import { version } from "../../../package.json";
import { AZMI } from "../../../tools/paths";
import { azmi, deploy, initialize, sqlVerify } from "./azmi";

const SECRET = "a secret that the state has";
/** What the addresses of facts on the server begin with; 1840 is how the SHA-256 of its name begins. */
const AT_HOST = "azmi_sql_orders-database-windows-net-18403d0a";

interface Declared {
  readonly loginName?: string;
  readonly serverRoles?: SqlServerRole[];
  readonly databases?: readonly string[];
  readonly strictEncryption?: boolean;
  /** Name of the user for a group. */
  readonly clerks?: string;
  readonly clientId?: string;
  /** Of the constructs for the login, each of which says all of it. */
  readonly ids?: readonly string[];
}

/** A login with users in two databases in one stack, a user for a group in another: ten facts. */
function declare(declared: Declared = {}, app = testApp()): App {
  const { loginName = "app", serverRoles = [SqlServerRole.SERVER_STATE_MANAGER], strictEncryption = false } = declared;
  const { databases = ["shop", "stock"], clerks = "clerks", clientId = APP.clientId ?? "", ids = ["login"] } = declared;
  const server = SqlEndpoint.at(HOST, { strictEncryption });
  const orders = stackIn(app, "orders");
  ids.forEach((id) => {
    new SqlAadLogin(orders, id, {
      endpoint: server,
      principal: Principal.servicePrincipal(ObjectId.of(APP.objectId), { clientId: ClientId.of(clientId) }),
      loginName,
      serverRoles,
      databases: databases.map((databaseName) => ({
        databaseName,
        roles: [SqlDatabaseRole.DATA_READER],
        permissions:
          databaseName === "shop"
            ? [SqlPermission.onDatabase("EXECUTE"), SqlPermission.onObject("SELECT", "dbo", "Orders")]
            : [],
      })),
    });
  });
  const other = new TerraformResource(orders, "secret", { terraformResourceType: "terraform_data" });
  other.addOverride("input", SECRET);
  new SqlDatabaseUser(stackIn(app, "clerks"), "user", {
    endpoint: server,
    databaseName: "shop",
    principal: Principal.group(ObjectId.of(CLERKS.objectId)),
    userName: clerks,
    roles: [SqlDatabaseRole.DATA_WRITER],
  });
  app.synth();
  return app;
}

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: join(app.outdir, `terraform.${id}.tfstate`) });
  return stack;
}

/** The app as it would be synthesized after a change, where it was synthesized before. */
const declareAgain = ({ outdir }: App, declared: Declared): App =>
  declare(declared, Testing.stubVersion(new App({ outdir, stackTraces: false })));

interface Place {
  readonly app: App;
  readonly standIn: StandIn;
  readonly env: NodeJS.ProcessEnv;
  /** Runs statements behind Terraform's back. */
  readonly drift: (database: string, ...statements: string[]) => Promise<void>;
}

async function inPlace(test: (place: Omit<Place, "app">) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  try {
    standIn.world.databases = ["shop", "stock"].map((name) => ({ id: `/${name}`, name, incarnation: name }));
    standIn.servers.declareObject(HOST, "shop", "dbo", "Orders");
    await test({
      standIn,
      env: { ...standIn.environment, CHECKPOINT_DISABLE: "1", SQL_RUNNER_RETRY_AT_MOST: "5" },
      drift: (database, ...statements) =>
        using(standIn.servers, { host: HOST, database, objectId: ADMINISTRATOR }, async ({ query }) => {
          for (const statement of statements) {
            expect({ statement, ...(await query(statement)) }).toMatchObject({ errors: [] });
          }
        }),
    });
  } finally {
    await standIn.stop();
  }
}

const STACKS = ["orders", "clerks"];

/** What Terraform has deployed: its app, and the states of both stacks. */
interface Deployed {
  readonly app: App;
  readonly states: readonly (readonly [file: string, text: string])[];
}

const deployments = new Map<string, Deployed>();

/**
 * An app that is deployed. Terraform deploys it for the first test that declares it so; for the others, the runner makes
 * the same facts true on their servers, and they find the same states.
 */
const whenDeployed = (test: (place: Place) => Promise<void>, declared: Declared = {}): Promise<void> =>
  inPlace(async (place) => {
    const key = JSON.stringify(declared);
    const earlier = deployments.get(key);
    const { app } = earlier ? await deployAgain(earlier, declared, place) : await deployFirst(declared, place);
    if (!earlier) {
      deployments.set(key, { app, states: STACKS.map((stack) => stateOf(app, stack)) });
    }
    await test({ ...place, app });
  });

async function deployFirst(declared: Declared, { env }: Pick<Place, "env">): Promise<{ app: App }> {
  const app = declare(declared);
  await Promise.all(STACKS.map((stack) => deploy(app, stack, env)));
  return { app };
}

async function deployAgain(
  { app, states }: Deployed,
  declared: Declared,
  { standIn }: Pick<Place, "standIn">,
): Promise<{ app: App }> {
  states.forEach(([file, text]) => {
    writeFileSync(file, text);
  });
  const options = declared.strictEncryption ? ["--strict-encryption"] : [];
  const applied = await standIn.runAll(
    "apply",
    states.flatMap(([, text]) => factsIn(text)),
    { options },
  );
  expect(applied).toMatchObject({ status: 0 });
  return { app: declareAgain(app, declared) };
}

function stateOf({ outdir }: App, stack: string): readonly [string, string] {
  const file = join(outdir, `terraform.${stack}.tfstate`);
  return [file, readFileSync(file, "utf8")];
}

interface State {
  readonly resources: readonly {
    readonly instances: readonly { readonly attributes: { readonly triggers_replace?: { readonly value: unknown } } }[];
  }[];
}

/** The facts in a state: what replaces their resources. */
function factsIn(state: string): SqlFact[] {
  const { resources } = JSON.parse(state) as State;
  const values = resources.flatMap(({ instances }) =>
    instances.map(({ attributes }) => attributes.triggers_replace?.value),
  );
  return values.filter((value): value is SqlFact => typeof value === "object" && value !== null && "kind" in value);
}

const HOLDS = { exitCode: 0, output: "10 of 10 facts of 2 stacks hold\n" };

/** What is said about things that are missing in a stack. */
const repair = ({ outdir }: App, stack: string, ...facts: string[]): string[] => [
  "",
  "Terraform does not notice that facts are missing. To recreate them, run:",
  `terraform -chdir=${join(outdir, "stacks", stack)} apply \\`,
  ...facts.map((fact, index) => `    -replace=terraform_data.${fact}${index < facts.length - 1 ? " \\" : ""}`),
];

const DECIDE =
  "The name of a login or user belongs to another principal, and Terraform does not change that. Give yours another name " +
  "(loginName, userName). If nobody needs the other one, drop it or set replaceOther.";

const lines = (...all: string[]): string => all.map((line) => `${line}\n`).join("");

describe("when everything is as the app says", () => {
  testWithTerraform("a line says so, whatever else is in the state, and also where nothing runs the T-SQL", () =>
    whenDeployed(async ({ app, env }) => {
      expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
      expect(await sqlVerify(app, env, "--stack", "clerks")).toMatchObject({
        exitCode: 0,
        output: "2 of 2 facts of 1 stack hold\n",
      });
      expect(readFileSync(join(app.outdir, "terraform.orders.tfstate"), "utf8")).toContain(SECRET);
      const file = join(app.outdir, "stacks", "orders", "cdk.tf.json");
      writeFileSync(file, readFileSync(file, "utf8").replaceAll('"provisioner"', '"//provisioner"'));
      expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
    }),
  );

  testWithTerraform("also over TDS 8", () =>
    whenDeployed(
      async ({ app, env }) => {
        expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
      },
      { strictEncryption: true },
    ),
  );

  testWithTerraform("the app may check itself, with two server roles", () =>
    whenDeployed(
      async ({ app, env, standIn }) => {
        const SQL_RUNNER_ACCESS_TOKEN = standIn.servers.tokenFor(APP.objectId);
        expect(await sqlVerify(app, { ...env, SQL_RUNNER_ACCESS_TOKEN })).toMatchObject({
          exitCode: 0,
          output: "11 of 11 facts of 2 stacks hold\n",
        });
      },
      { serverRoles: [SqlServerRole.DEFINITION_READER, SqlServerRole.DATABASE_CONNECTOR] },
    ),
  );
});

describe("what was changed behind Terraform's back", () => {
  testWithTerraform("is told: what is missing, what was added, and who took a name", () =>
    whenDeployed(async ({ app, env, drift }) => {
      await drift(
        "master",
        "ALTER SERVER ROLE [##MS_ServerStateManager##] DROP MEMBER [app]",
        "ALTER SERVER ROLE [##MS_ServerStateReader##] ADD MEMBER [app]",
      );
      await drift(
        "shop",
        "REVOKE EXECUTE FROM [app]",
        "DENY SELECT ON OBJECT::[dbo].[Orders] TO [app]",
        "GRANT ALTER ON SCHEMA::[dbo] TO [app] WITH GRANT OPTION",
        "CREATE ROLE [order keepers]",
        "ALTER ROLE [order keepers] ADD MEMBER [clerks]",
        "GRANT DELETE TO [order keepers]",
      );
      await drift(
        "stock",
        "DROP USER [app]",
        "CREATE USER [app] WITH SID = 0x00112233445566778899AABBCCDDEEFF, TYPE = E",
      );
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                                            Difference",
          'clerks  orders.database.windows.net  shop      member "clerks" of role "order keepers"                         unexpected',
          'orders  orders.database.windows.net            member "app" of server role "##MS_ServerStateManager##"         missing',
          'orders  orders.database.windows.net            member "app" of server role "##MS_ServerStateReader##"          unexpected',
          'orders  orders.database.windows.net  shop      permission ALTER on "dbo" of "app", with the right to grant it  unexpected',
          'orders  orders.database.windows.net  shop      permission EXECUTE of "app"                                     missing',
          'orders  orders.database.windows.net  shop      permission SELECT on "dbo"."Orders" of "app"                    missing',
          'orders  orders.database.windows.net  shop      permission SELECT on "dbo"."Orders" of "app", denied            unexpected',
          'orders  orders.database.windows.net  stock     member "app" of role "db_datareader"                            missing',
          'orders  orders.database.windows.net  stock     user "app"                                                      other principal',
          "",
          "5 of 10 facts of 2 stacks hold, 4 unexpected",
          "",
          DECIDE,
          ...repair(app, "orders", `${AT_HOST}_run`),
        ),
      });
    }),
  );

  testWithTerraform("is told of a principal that was made again under the same name", () =>
    whenDeployed(async ({ app, env, standIn, drift }) => {
      const again = {
        ...APP,
        objectId: "aaaaaaaa-0000-4000-8000-0000000000ff",
        clientId: "cccccccc-0000-4000-8000-0000000000ff",
      };
      standIn.world.known = standIn.world.known.map((one) => (one === APP ? again : one));
      await drift("master", "DROP LOGIN [app]", "CREATE LOGIN [app] FROM EXTERNAL PROVIDER");
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                                     Difference",
          'orders  orders.database.windows.net            login "app"                                              other principal',
          'orders  orders.database.windows.net            member "app" of server role "##MS_ServerStateManager##"  missing',
          "",
          "8 of 10 facts of 2 stacks hold",
          "",
          DECIDE,
        ),
      });
    }),
  );

  testWithTerraform("is told of a login and a user that were disabled", () =>
    whenDeployed(async ({ app, env, drift }) => {
      await drift("master", "ALTER LOGIN [app] DISABLE");
      await drift("shop", "REVOKE CONNECT FROM [clerks]");
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What           Difference",
          'clerks  orders.database.windows.net  shop      user "clerks"  disabled: enable it with GRANT CONNECT TO [clerks]',
          'orders  orders.database.windows.net            login "app"    disabled: enable it with ALTER LOGIN [app] ENABLE',
          "",
          "8 of 10 facts of 2 stacks hold",
        ),
      });
    }),
  );

  testWithTerraform("is told of a database and a server that are gone", () =>
    whenDeployed(async ({ app, env, standIn }) => {
      standIn.world.databases = standIn.world.databases.filter(({ name }) => name === "shop");
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                  Difference",
          'orders  orders.database.windows.net  stock     member "app" of role "db_datareader"  missing: database "stock" no longer exists',
          'orders  orders.database.windows.net  stock     user "app"                            missing: database "stock" no longer exists',
          "",
          "8 of 10 facts of 2 stacks hold",
        ),
      });
      standIn.world.exists = false;
      expect(await sqlVerify(app, env, "--stack", "clerks")).toMatchObject({
        exitCode: 1,
        output: expect.stringContaining("set SQL_RUNNER_GONE to its name") as string,
      });
      expect(await sqlVerify(app, { ...env, SQL_RUNNER_GONE: HOST }, "--stack", "clerks")).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                     Difference",
          'clerks  orders.database.windows.net  shop      member "clerks" of role "db_datawriter"  missing: server orders.database.windows.net no longer exists',
          'clerks  orders.database.windows.net  shop      user "clerks"                            missing: server orders.database.windows.net no longer exists',
          "",
          "0 of 2 facts of 1 stack hold",
        ),
      });
    }),
  );

  testWithTerraform("is told as JSON, with the addresses to repair", () =>
    whenDeployed(async ({ app, env, drift }) => {
      await drift("shop", "ALTER ROLE [db_datawriter] DROP MEMBER [clerks]", "GRANT SELECT TO [clerks]");
      const { exitCode, stdout } = await sqlVerify(app, env, "--json");
      expect({ exitCode, report: JSON.parse(stdout) as unknown }).toEqual({
        exitCode: 2,
        report: {
          differences: [
            {
              stack: "clerks",
              server: HOST,
              database: "shop",
              what: 'member "clerks" of role "db_datawriter"',
              difference: "missing",
              address: `terraform_data.${AT_HOST}_shop_user_clerks_role_db_datawriter`,
            },
            {
              stack: "clerks",
              server: HOST,
              database: "shop",
              what: 'permission SELECT of "clerks"',
              difference: "unexpected",
            },
          ],
          unchecked: [],
          stacks: ["clerks", "orders"],
          facts: 10,
        },
      });
    }),
  );

  testWithTerraform("is made again by the commands that are printed", () =>
    whenDeployed(async ({ app, env, drift }) => {
      await drift("master", "DROP LOGIN [app]");
      await drift("shop", "DROP USER [clerks]", "REVOKE EXECUTE FROM [app]");
      const { exitCode, stdout } = await sqlVerify(app, env);
      const [, commands = ""] = stdout.split("To recreate them, run:\n");
      const script = `set -e\n${commands.replaceAll(" apply ", " apply -auto-approve -input=false ")}`;
      expect({ exitCode, commands: commands.match(/ apply /g) }).toEqual({
        exitCode: 2,
        commands: [" apply ", " apply "],
      });
      expect(await run("sh", ["-c", script], { cwd: app.outdir, env })).toMatchObject({ exitCode: 0 });
      expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
    }),
  );

  testWithTerraform("is made again by commands for the terraform that there is, as a shell takes them", () =>
    inPlace(async ({ env, drift }) => {
      const app = declare({}, testApp(join(testApp().outdir, "my app")));
      await deploy(app, "clerks", env);
      await drift("shop", "DROP USER [clerks]");
      const PATH = join(app.outdir, "bin");
      const tofu = join(PATH, "tofu");
      mkdirSync(PATH);
      symlinkSync(findTerraform(env) ?? "", tofu);
      const said = async (more: NodeJS.ProcessEnv): Promise<string[]> =>
        (await sqlVerify(app, { ...env, PATH, ...more })).output.split("\n").filter((line) => line.includes("chdir"));
      const directory = (stack: string): string => join(app.outdir, "stacks", stack);
      const commands = (terraform: string): string[] => [
        `Run cdktf diff orders, or ${terraform} '-chdir=${directory("orders")}' init, which initialize the stack.`,
        `${terraform} '-chdir=${directory("clerks")}' apply \\`,
      ];
      expect(await said({})).toEqual(commands("tofu"));
      expect(await said({ TERRAFORM_BINARY_NAME: tofu })).toEqual(commands(`'${tofu}'`));
    }),
  );

  testWithTerraform("never reaches the terminal with characters that it would act on", () =>
    whenDeployed(async ({ app, env, drift }) => {
      const name = "a\u001b]0;b\u0007\u009b31m\u202e\u2028\n| 'c' \"d\"";
      const quoted = `[${name.replaceAll("]", "]]")}]`;
      await drift("shop", `CREATE ROLE ${quoted}`, `ALTER ROLE ${quoted} ADD MEMBER [clerks]`);
      const { exitCode, output } = await sqlVerify(app, env);
      expect({ exitCode, output }).toEqual({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                                                           Difference",
          'clerks  orders.database.windows.net  shop      member "clerks" of role "a\\u001b]0;b\\u0007\\u009b31m\\u202e\\u2028\\n| \'c\' \\"d\\""  unexpected',
          "",
          "10 of 10 facts of 2 stacks hold, 1 unexpected",
        ),
      });
      const { stdout } = await sqlVerify(app, env, "--json");
      expect(stdout.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
      expect(JSON.parse(stdout)).toMatchObject({
        differences: [{ what: `member "clerks" of role ${JSON.stringify(name)}` }],
      });
    }),
  );
});

describe("what the app and the state differ in", () => {
  testWithTerraform("is told: what was never applied, and what is not declared any more", () =>
    whenDeployed(async ({ app, env }) => {
      declareAgain(app, { serverRoles: [], databases: ["shop", "attic"] });
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                                     Difference",
          'orders  orders.database.windows.net            member "app" of server role "##MS_ServerStateManager##"  no longer declared',
          'orders  orders.database.windows.net  attic     member "app" of role "db_datareader"                     not applied',
          'orders  orders.database.windows.net  attic     user "app"                                               not applied',
          'orders  orders.database.windows.net  stock     member "app" of role "db_datareader"                     no longer declared',
          'orders  orders.database.windows.net  stock     user "app"                                               no longer declared',
          "",
          "7 of 12 facts of 2 stacks hold",
        ),
      });
    }),
  );

  testWithTerraform("is told: what was applied under another name", () =>
    whenDeployed(async ({ app, env }) => {
      declareAgain(app, { loginName: "other", databases: [] });
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 2,
        output: lines(
          "Stack   Server                       Database  What                                                       Difference",
          'orders  orders.database.windows.net            login "app"                                                no longer declared',
          'orders  orders.database.windows.net            login "other"                                              not applied',
          'orders  orders.database.windows.net            member "app" of server role "##MS_ServerStateManager##"    no longer declared',
          'orders  orders.database.windows.net            member "other" of server role "##MS_ServerStateManager##"  not applied',
          'orders  orders.database.windows.net  shop      member "app" of role "db_datareader"                       no longer declared',
          'orders  orders.database.windows.net  shop      permission EXECUTE of "app"                                no longer declared',
          'orders  orders.database.windows.net  shop      permission SELECT on "dbo"."Orders" of "app"               no longer declared',
          'orders  orders.database.windows.net  shop      user "app"                                                 no longer declared',
          'orders  orders.database.windows.net  stock     member "app" of role "db_datareader"                       no longer declared',
          'orders  orders.database.windows.net  stock     user "app"                                                 no longer declared',
          "",
          "2 of 12 facts of 2 stacks hold",
        ),
      });
    }),
  );

  testWithTerraform("is told: what was applied for another principal of the same name", () =>
    whenDeployed(async ({ app, env }) => {
      declareAgain(app, { clientId: "cccccccc-0000-4000-8000-0000000000ff" });
      const { exitCode, output } = await sqlVerify(app, env);
      expect({ exitCode, output }).toEqual({
        exitCode: 2,
        output: expect.stringMatching(
          /^Stack .*\norders +orders\.database\.windows\.net +login "app" +not applied: .* was applied instead\n\n2 of 10 facts of 2 stacks hold\n$/s,
        ) as string,
      });
    }),
  );

  testWithTerraform("is not how constructs are called, nor how the facts are cut into them", () =>
    whenDeployed(async ({ app, env }) => {
      declareAgain(app, { ids: ["renamed", "second"] });
      expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
    }),
  );

  testWithTerraform("is told of names as they are, with what Terraform would evaluate in them", () =>
    whenDeployed(
      async ({ app, env }) => {
        expect(await sqlVerify(app, env)).toMatchObject(HOLDS);
        declareAgain(app, { clerks: "clerks ${b} %{c}" });
        expect(await sqlVerify(app, env, "--stack", "clerks")).toMatchObject({
          exitCode: 2,
          output: lines(
            "Stack   Server                       Database  What                                               Difference",
            'clerks  orders.database.windows.net  shop      member "clerks ${a}" of role "db_datawriter"       no longer declared',
            'clerks  orders.database.windows.net  shop      member "clerks ${b} %{c}" of role "db_datawriter"  not applied',
            'clerks  orders.database.windows.net  shop      user "clerks ${a}"                                 no longer declared',
            'clerks  orders.database.windows.net  shop      user "clerks ${b} %{c}"                            not applied',
            "",
            "0 of 4 facts of 1 stack hold",
          ),
        });
      },
      { clerks: "clerks ${a}" },
    ),
  );

  testWithTerraform("is everything, where nothing was applied yet", () =>
    inPlace(async ({ env }) => {
      const app = declare();
      await initialize(app, "clerks", env);
      const { exitCode, output } = await sqlVerify(app, env);
      expect({ exitCode, output: output.replaceAll(app.outdir, "cdktf.out") }).toEqual({
        exitCode: 2,
        output: lines(
          'azmi: cannot read the state of stack orders: Backend initialization required, please run "terraform init"',
          "Run cdktf diff orders, or terraform -chdir=cdktf.out/stacks/orders init, which initialize the stack.",
          "Stack   Server                       Database  What                                     Difference",
          'clerks  orders.database.windows.net  shop      member "clerks" of role "db_datawriter"  not applied',
          'clerks  orders.database.windows.net  shop      user "clerks"                            not applied',
          "",
          "0 of 10 facts of 2 stacks hold, 8 could not be checked",
        ),
      });
    }),
  );
});

describe("what cannot be checked", () => {
  testWithTerraform("hides nothing else: another database", () =>
    whenDeployed(async ({ app, env, standIn, drift }) => {
      standIn.servers.faults.failLogins(1, 40613);
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 1,
        output: lines(
          "azmi: cannot check database \"shop\" on orders.database.windows.net: error 40613, Database 'shop' on server 'orders' is not currently available. Please retry the connection later. If the problem persists, contact customer support.",
          "Gave up after 1 attempt in 0 s. --retry-for allows more time.",
          "The server or database stayed busy, moving or starting. Check its health in the portal, then apply again.",
          "4 of 10 facts of 2 stacks hold, 6 could not be checked",
        ),
      });
      await drift("stock", "ALTER ROLE [db_datareader] DROP MEMBER [app]");
      standIn.servers.faults.failLogins(1, 40613);
      const { exitCode, stdout } = await sqlVerify(app, env);
      expect({ exitCode, stdout }).toEqual({
        exitCode: 2,
        stdout: lines(
          "Stack   Server                       Database  What                                  Difference",
          'orders  orders.database.windows.net  stock     member "app" of role "db_datareader"  missing',
          "",
          "3 of 10 facts of 2 stacks hold, 6 could not be checked",
          ...repair(app, "orders", `${AT_HOST}_run`),
        ),
      });
      expect(await sqlVerify(app, env, "--stack", "clerks", "--retry-for", "60")).toMatchObject({ exitCode: 0 });
    }),
  );

  testWithTerraform("is told once, where all databases of a server have the same reason", () =>
    whenDeployed(async ({ app, env, standIn }) => {
      standIn.world.orders.firewall = [];
      const { exitCode, output } = await sqlVerify(app, env);
      expect({ exitCode, reasons: output.match(/^azmi: cannot check .* on (?=orders\.)/gm) }).toEqual({
        exitCode: 1,
        reasons: ['azmi: cannot check databases "shop", "master", "stock" on '],
      });
      expect(output).toMatch(/^0 of 10 facts of 2 stacks hold, 10 could not be checked$/m);
    }),
  );

  testWithTerraform("is told with what to do: a server behind a firewall, and who may not see enough", () =>
    whenDeployed(async ({ app, env, standIn }) => {
      const SQL_RUNNER_ACCESS_TOKEN = standIn.servers.tokenFor(APP.objectId);
      const own = await sqlVerify(app, { ...env, SQL_RUNNER_ACCESS_TOKEN }, "--stack", "clerks");
      expect(own).toMatchObject({
        exitCode: 1,
        output: lines(
          'azmi: cannot check database "shop" on orders.database.windows.net: no permission to see all principals of database "shop"',
          "Use the Entra administrator of the server, or a login with ##MS_DefinitionReader## and ##MS_DatabaseConnector##.",
          "0 of 2 facts of 1 stack hold, 2 could not be checked",
        ),
      });
      standIn.world.orders.firewall = [];
      expect(await sqlVerify(app, env, "--stack", "clerks")).toMatchObject({
        exitCode: 1,
        output: lines(
          "azmi: cannot check database \"shop\" on orders.database.windows.net: error 40615, Cannot open server 'orders' requested by the login. Client with IP address '203.0.113.10' is not allowed to access the server. To enable access, use the Azure Management Portal or run sp_set_firewall_rule on the master database to create a firewall rule for this IP address or address range. It may take up to five minutes for this change to take effect.",
          "The address of this machine, as the server sees it, is 203.0.113.10. Allow the address with an azurerm_mssql_firewall_rule, and add the rule to dependsOn of the SqlEndpoint.",
          "0 of 2 facts of 1 stack hold, 2 could not be checked",
        ),
      });
    }),
  );
});

describe("what it prints", () => {
  test("may be left unread, as by head", async () => {
    const app = testApp();
    stackIn(app, "network");
    app.synth();
    // Whatever the program is, no state is read with it.
    const env = { TERRAFORM_BINARY_NAME: process.execPath };
    const child = spawn(process.execPath, [AZMI, "sql", "verify", app.outdir], { env });
    child.stdout.destroy();
    let complaints = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const [exitCode] = (await once(child, "close")) as [number];
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: "" });
  });
});

describe("what it is told", () => {
  const nowhere = { PATH: "" };

  testWithTerraform("has to be the output of cdktf, with such stacks", () =>
    inPlace(async ({ env }) => {
      const app = testApp();
      stackIn(app, "network");
      app.synth();
      expect(await sqlVerify(app, env)).toMatchObject({
        exitCode: 0,
        output: "no SQL facts in 1 stack\n",
      });
      expect(await sqlVerify(app, env, "--stack", "network", "orders", "stock")).toMatchObject({
        exitCode: 1,
        output: `azmi: ${app.outdir} has no stack orders, stock; its stacks are network\n`,
      });
    }),
  );

  test("has to be a directory that cdktf has written", async () => {
    const app = testApp();
    const manifest = join(app.outdir, "manifest.json");
    expect(await sqlVerify(app, nowhere)).toMatchObject({
      exitCode: 1,
      output: `azmi: ${manifest} cannot be read: it does not exist; give the directory that cdktf synth writes\n`,
    });
    mkdirSync(app.outdir, { recursive: true });
    writeFileSync(manifest, "{}");
    expect(await sqlVerify(app, nowhere)).toMatchObject({
      exitCode: 1,
      output: `azmi: ${manifest} was not written by cdktf: stacks must be an object; give the directory that cdktf synth writes\n`,
    });
  });

  test("has to be JSON", async () => {
    const { outdir } = testApp();
    const app = new App({ outdir, hclOutput: true });
    stackIn(app, "network");
    app.synth();
    expect(await sqlVerify(app, nowhere)).toMatchObject({
      exitCode: 1,
      output: `azmi: ${join(outdir, "stacks", "network", "cdk.tf")} is HCL, which only terraform can read; synthesize without --hcl\n`,
    });
  });

  test("cannot be followed without terraform", async () => {
    expect(await sqlVerify(declare(), nowhere)).toMatchObject({
      exitCode: 1,
      output:
        "azmi: neither terraform nor tofu is on the PATH, but azmi needs one of them to read the state of the app: " +
        "https://developer.hashicorp.com/terraform/install\n",
    });
    expect(await sqlVerify(declare(), { ...nowhere, TERRAFORM_BINARY_NAME: "opentofu" })).toMatchObject({
      exitCode: 1,
      output:
        "azmi: TERRAFORM_BINARY_NAME is opentofu, which does not exist; name a program that reads the state of the app\n",
    });
  });

  test.each([
    ["an unknown command", ["sql", "verfy"], "unknown command 'verfy'"],
    ["an unknown option", ["sql", "verify", "--force"], "unknown option '--force'"],
    ["two directories", ["sql", "verify", "a", "b"], "too many arguments"],
    ["a limit that is none", ["sql", "verify", "--retry-for", "5m"], "must be a whole number of seconds"],
  ])("is refused where it is %s", async (_what, args, message) => {
    const { exitCode, stdout, output } = await azmi(nowhere, ...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(output).toContain(message);
  });

  test.each([
    ["what there is", ["--help"], "sql "],
    ["what there is for SQL servers", ["sql", "--help"], "verify "],
    ["what verify does", ["sql", "verify", "--help"], "2  differences"],
    ["its version", ["--version"], version],
  ])("may be to tell %s", async (_what, args, text) => {
    const { exitCode, stdout } = await azmi(nowhere, ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(text);
  });
});
