import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  ClientId,
  ObjectId,
  Principal,
  SqlAadLogin,
  SqlDatabaseRole,
  SqlEndpoint,
  SqlLedger,
  SqlServerRole,
} from "../../../lib";
import { type Faults } from "../../../simulator/sql";
import { type WorldPrincipal } from "../../../simulator/sql/world";
import { testApp } from "../../support/synth";
import { terraformIn } from "./sql-stack";
import { ADMINISTRATOR, HOST, StandIn } from "./stand-in";

/** Two identities of the same display name, of two environments that share a server. */
export const PROD = {
  objectId: "aaaaaaaa-0000-4000-8000-0000000000a1",
  clientId: "cccccccc-0000-4000-8000-0000000000a1",
};
export const DEV = {
  objectId: "aaaaaaaa-0000-4000-8000-0000000000d1",
  clientId: "cccccccc-0000-4000-8000-0000000000d1",
};

export type Ids = Partial<typeof PROD> & Pick<typeof PROD, "objectId">;

export interface Said {
  readonly owner?: boolean;
  readonly replaceOther?: boolean;
}

export type Build = (stack: TerraformStack) => void;

/** A login called id-api with a server role, and its user with a role. */
export const says =
  ({ objectId, clientId }: Ids, { owner = false, replaceOther }: Said = {}): Build =>
  (stack) => {
    new SqlAadLogin(stack, "login", {
      endpoint: SqlEndpoint.at(HOST, { retryForSeconds: 0 }),
      principal: Principal.servicePrincipal(ObjectId.of(objectId), {
        displayName: "id-api",
        clientId: clientId === undefined ? undefined : ClientId.of(clientId),
      }),
      serverRoles: [SqlServerRole.SERVER_STATE_READER],
      databases: [{ databaseName: "shop", roles: [owner ? SqlDatabaseRole.OWNER : SqlDatabaseRole.DATA_READER] }],
      replaceOther,
    });
  };
export const saysNothing: Build = (stack) => {
  SqlLedger.of(stack);
};

export interface Step {
  readonly ok: boolean;
  readonly output: string;
}

/** Stacks of one app, each with a state of its own. */
export class Stacks {
  private readonly root = testApp().outdir;

  public constructor(
    private readonly environment: NodeJS.ProcessEnv,
    private readonly faults: Faults,
  ) {}

  /** Synthesizes the whole app anew; what is not named stays out of it. */
  public say(stacks: Readonly<Record<string, Build>>): void {
    const app = testApp(this.root);
    for (const [name, build] of Object.entries(stacks)) {
      const stack = new TerraformStack(app, name);
      new LocalBackend(stack, { path: this.stateOf(name) });
      build(stack);
    }
    app.synth();
  }

  public apply(stack: string): Promise<Step> {
    return this.run(stack, "apply", "-auto-approve");
  }

  public destroy(stack: string): Promise<Step> {
    return this.run(stack, "destroy", "-auto-approve");
  }

  public async hasChanges(stack: string): Promise<boolean> {
    return !(await this.run(stack, "plan", "-detailed-exitcode")).ok;
  }

  /** Runs terraform in a stack. */
  public async run(stack: string, ...args: string[]): Promise<Step> {
    const terraform = terraformIn({ folder: join(this.root, "stacks", stack), root: this.root }, this.environment);
    await terraform("init");
    const { status, output } = await terraform(...args);
    return { ok: status === 0, output };
  }

  /** Applies a stack, and kills terraform and what it has started while the server has the n-th batch before it. */
  public async kill(stack: string, batch: number): Promise<void> {
    await this.run(stack, "validate");
    const cameToIt = this.faults.stallBatch(batch).then(() => "killed");
    const terraform = spawn("terraform", ["apply", "-auto-approve", "-input=false"], {
      cwd: join(this.root, "stacks", stack),
      env: { ...process.env, CHECKPOINT_DISABLE: "1", ...this.environment },
      stdio: "ignore",
      detached: true,
    });
    const ended = once(terraform, "close").then(() => "ended before");
    expect(await Promise.race([cameToIt, ended])).toBe("killed");
    process.kill(-(terraform.pid ?? NaN), "SIGKILL");
    await ended;
  }

  /** The file with the state of a stack. */
  public stateOf(stack: string): string {
    return join(this.root, `${stack}.tfstate`);
  }
}

export interface Place {
  readonly standIn: StandIn;
  readonly stacks: (count: number) => readonly Stacks[];
  /** Whom id-api stands for on the server and in the database, with its roles. */
  readonly access: () => unknown;
}

export const OF = ({ clientId: id }: typeof PROD, role = "db_datareader"): object => ({
  logins: [{ id, roles: ["##MS_ServerStateReader##"] }],
  users: [{ id, roles: [role] }],
});
export const NOBODY = { logins: [], users: [] };

export async function inPlace(test: (place: Place) => Promise<void>): Promise<void> {
  const standIn = await StandIn.start();
  const known = [PROD, DEV].map((ids): WorldPrincipal => ({
    ...ids,
    kind: "ServicePrincipal",
    name: "id-api",
    longKnown: true,
  }));
  standIn.world.known = [...standIn.world.known.filter(({ objectId }) => objectId === ADMINISTRATOR), ...known];
  const shown = (all: readonly { name: string; id?: string; roles: readonly string[] }[]): object[] =>
    all.filter(({ name }) => name === "id-api").map(({ id, roles }) => ({ id, roles }));
  try {
    await test({
      standIn,
      stacks: (count) => Array.from({ length: count }, () => new Stacks(standIn.environment, standIn.servers.faults)),
      access: () => ({
        logins: shown(standIn.servers.server(HOST).logins),
        users: shown(standIn.servers.database(HOST, "shop").users),
      }),
    });
  } finally {
    await standIn.stop();
  }
}
