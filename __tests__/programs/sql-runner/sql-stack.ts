import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
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
} from "../../../lib";
import { type WorldPrincipal } from "../../../simulator/sql";
import { testApp } from "../../support/synth";
import { HOST } from "./stand-in";

/** Applications with these names. */
export const principalsOf = (names: readonly string[]): (WorldPrincipal & { readonly clientId: string })[] =>
  names.map((name, index) => ({
    name,
    objectId: `bbbbbbbb-0000-4000-8000-00000000000${String(index)}`,
    clientId: `dddddddd-0000-4000-8000-00000000000${String(index)}`,
    kind: "ServicePrincipal",
    longKnown: true,
  }));

/** How many facts there are for each login. */
export const FACTS_PER_LOGIN = 5;

export interface SynthesizedStack {
  /** Where terraform is started. */
  readonly folder: string;
  /** With the state, and all that is shared between stacks. */
  readonly root: string;
}

/**
 * A stack with a local state.
 *
 * @param root where an earlier version of the stack is, to be replaced by this one
 */
export function stackWith(build: (stack: TerraformStack) => void, root?: string): SynthesizedStack {
  const app = testApp(root);
  const stack = new TerraformStack(app, "sql");
  new LocalBackend(stack, { path: join(app.outdir, "terraform.tfstate") });
  build(stack);
  app.synth();
  return { folder: join(app.outdir, "stacks", "sql"), root: app.outdir };
}

/** A stack that gives principals a login, a server role, a user, a role and a permission. */
export function stackWithLogins(principals: ReturnType<typeof principalsOf>, retryForSeconds = 20): SynthesizedStack {
  return stackWith((stack) => {
    principals.forEach(({ name, objectId, clientId }, index) => {
      new SqlAadLogin(stack, `login${String(index)}`, {
        endpoint: SqlEndpoint.at(HOST, { retryForSeconds }),
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
  });
}

export type Terraform = (...args: string[]) => Promise<{ readonly status: number | null; readonly output: string }>;

/** Runs terraform, asynchronously because the servers live in this process. A folder is initialized once. */
export function terraformIn({ folder }: SynthesizedStack, environment: NodeJS.ProcessEnv): Terraform {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0", ...environment };
  const isInitialized = (): boolean => existsSync(join(folder, ".terraform", "terraform.tfstate"));
  return async (command = "", ...args) => {
    if (command === "init" && isInitialized()) {
      return { status: 0, output: "" };
    }
    return new Promise((resolve) => {
      const child = spawn("terraform", [command, "-no-color", ...args], { cwd: folder, env });
      let output = "";
      child.stdout.on("data", (chunk) => (output += String(chunk)));
      child.stderr.on("data", (chunk) => (output += String(chunk)));
      child.on("close", (status) => {
        resolve({ status, output });
      });
    });
  };
}
