import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { AZUREAD, AZURERM } from "./data";
import { type AccessEntry, accessIn } from "./azure/access";
import { type Account } from "./azure/account";
import { Azure } from "./azure/azure";
import { declareResource } from "./azure/declare";
import { type DeploymentScript } from "./azure/deployments/deployment-script";
import { type Faults } from "./azure/faults";
import { forcedPaths } from "./azure/forced-paths";
import { packagesIn } from "./azure/logic-app-packages/logic-app-package";
import { packageProblems } from "./azure/logic-app-packages/package-problems";
import { type Constraints, servedReleases } from "./azure/releases";
import { putFirstObjects } from "./azure/tenant";
import { type ObjectValue } from "./protocol/values";
import { AUDIENCE, FlexibleServers, MYSQL, mysqlWorld, POSTGRES, postgresWorld } from "./flexible";
import { azureWorld, runTSqlOf, SimulatedSqlServers, sqlHosts } from "./sql";
import { sharedCertificates } from "./sql/certificates";
import { type ForcedPaths } from "./run/changes";
import { Keeper } from "./run/keeper";
import { ProviderServers } from "./run/provider-servers";
import { type TerraformDiagnostic } from "./run/events";
import { type SessionOptions, TerraformSession } from "./run/session";
import { type StateContent } from "./run/state-file";
import { nameInReferences } from "./run/stack-references";
import { StateServer } from "./run/state-server";
import { type Deployable, type Workspace } from "./run/workspace";

const NOT_STARTED =
  "Terraform has applied the stack, but the logic app would not run with the package beside the stack.";

/** Options of the simulator. */
export interface SimulatorOptions {
  /**
   * Duration of every write, in milliseconds.
   *
   * @default 0
   */
  readonly latency?: number;

  /**
   * Provider versions for configurations without a pin, for `declare` and for `environment()`.
   *
   * @default - the oldest versions that are served
   */
  readonly providerVersions?: ProviderVersions;
}

/** Version constraints, such as "4.55.0", "~> 5.0" or ">= 4.60, < 5". */
export interface ProviderVersions {
  readonly azurerm?: string;
  readonly azuread?: string;
}

/** A resource in the simulator. */
export interface SimulatedResource {
  /** Terraform type: "azurerm_key_vault". For resources of templates, the ARM type: "Microsoft.Web/connections". */
  readonly type: string;
  readonly id: string;
  /** Its attributes as Terraform reads them. Resources of templates have the form of Resource Manager. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * A simulated Azure with a directory, and the providers azurerm and azuread through which `terraform` uses it. It keeps
 * everything except the contents of flexible servers in memory, listens on the loopback interface only, and ends with
 * `stop()`.
 */
export class Simulator {
  /**
   * Starts an empty simulator.
   *
   * @throws for a provider version that is not served
   */
  public static async start({ latency = 0, providerVersions = {} }: SimulatorOptions = {}): Promise<Simulator> {
    const { azurerm, azuread } = providerVersions;
    const versions = {
      ...(azurerm !== undefined && { [AZURERM]: azurerm }),
      ...(azuread !== undefined && { [AZUREAD]: azuread }),
    };
    // Throws before anything has started.
    servedReleases(versions);
    const azure = new Azure(undefined, latency);
    const keeper = new Keeper();
    const servers = new ProviderServers(azure, keeper.pid);
    const attached = await servers.attached(versions);
    const certificates = await sharedCertificates();
    const [sql, postgres, mysql] = await Promise.all([
      SimulatedSqlServers.start(azureWorld(azure), { certificates }),
      FlexibleServers.start(POSTGRES, postgresWorld(azure), certificates),
      FlexibleServers.start(MYSQL, mysqlWorld(azure), certificates),
    ]);
    azure.runDeploymentScript = (script) => runTSqlOf(script, sql);
    return new Simulator(azure, servers, { versions, attached }, keeper, sql, postgres, mysql);
  }

  /** Injects faults. */
  public readonly faults: Faults;

  /** The signed-in user: ids of tenant, subscription, application and user. */
  public readonly account: Account;

  private stopped = false;
  private readonly directory = mkdtempSync(join(tmpdir(), "azure-simulator-"));
  private readonly authority = join(this.directory, "authority.pem");

  /** The directory of the last session of each stack. */
  private readonly stacks = new Map<string, Workspace>();

  private readonly states = new StateServer();

  private constructor(
    private readonly azure: Azure,
    private readonly servers: ProviderServers,
    /** The versions for configurations without a pin. */
    private readonly defaults: { readonly versions: Constraints; readonly attached: string },
    private readonly keeper: Keeper,
    /** Its SQL servers: their contents and faults. */
    public readonly sql: SimulatedSqlServers,
    /** Its PostgreSQL flexible servers. */
    public readonly postgres: FlexibleServers,
    /** Its MySQL flexible servers. */
    public readonly mysql: FlexibleServers,
  ) {
    writeFileSync(this.authority, sql.certificateAuthority);
    this.faults = azure.faults;
    this.account = azure.account;
    putFirstObjects(azure);
  }

  /**
   * Creates a resource that exists before any deployment: an Arc machine, a user, a group, an identity of another team.
   * Creates its resource group too.
   *
   * @param type - Terraform resource type, such as "azurerm_arc_machine"
   * @param attributes - attributes of the resource; missing ones are made up
   * @param subscriptionId - its subscription, if not the deployer's
   * @returns its attributes as Terraform reads them, including ids
   * @throws if the type does not have an attribute, or the resource exists already
   */
  public declare(
    type: string,
    attributes: Readonly<Record<string, unknown>>,
    subscriptionId = this.account.subscriptionId,
  ): Readonly<Record<string, unknown>> {
    this.assertRunning();
    const account = { ...this.account, subscriptionId };
    const group = attributes.resource_group_name;
    if (typeof group === "string" && !this.find(`/subscriptions/${subscriptionId}/resourceGroups/${group}`)) {
      this.declare(
        "azurerm_resource_group",
        { name: group, location: attributes.location ?? "westeurope" },
        subscriptionId,
      );
    }
    return declareResource(this.azure, type, attributes as ObjectValue, account, this.defaults.versions).state;
  }

  /**
   * Defines what happens when a template runs a deployment script. By default, scripts of SqlExecutor.deploymentScript
   * run their T-SQL, and others succeed without doing anything.
   *
   * @param run - returns the outputs of the script; if it throws, the script fails with that error
   */
  public onDeploymentScript(
    run: (script: DeploymentScript) => Record<string, unknown> | Promise<Record<string, unknown>>,
  ): void {
    this.azure.runDeploymentScript = async (script) => (await run(script)) as ObjectValue;
  }

  /** Deletes a resource and its children behind Terraform's back. */
  public remove(id: string): void {
    if (this.azure.inventory.remove(id).length === 0) {
      throw new Error(`there is no ${id}`);
    }
  }

  /** The deployed resources, without declared ones. */
  public resources(): SimulatedResource[] {
    return this.azure.inventory
      .all()
      .filter(({ declared }) => !declared)
      .map(({ type, id, state }) => ({ type, id, attributes: state }));
  }

  /** Who has access to what. */
  public access(): AccessEntry[] {
    const inSql = this.sql.access(sqlHosts(this.azure)).map((row) => ({
      ...row,
      principalType: this.azure.principal(row.principalId)?.type ?? ("Unknown" as const),
    }));
    return [...accessIn(this.azure), ...inSql];
  }

  /**
   * The environment in which terraform uses this simulator, for every command that starts terraform and passes its
   * environment on, such as `cdktf deploy`. The providers have the versions of `Simulator.start`, whatever the
   * configuration pins.
   *
   * @param configurations - the text of the configurations that the commands use. Terraform then reads only the types
   *   that they name, which makes a command several times faster. By default, it reads all types.
   * @throws if the simulator is stopped
   */
  public environment(configurations?: readonly string[]): Record<string, string> {
    if (configurations) {
      this.servers.types.add(configurations.join("\n"));
    } else {
      this.servers.types.addAll();
    }
    return this.environmentWith(this.defaults.attached);
  }

  private environmentWith(attached: string): Record<string, string> {
    this.assertRunning();
    return {
      TF_REATTACH_PROVIDERS: attached,
      CHECKPOINT_DISABLE: "1",
      SQL_RUNNER_CONNECT: this.sql.address,
      SQL_RUNNER_POSTGRES_CONNECT: this.postgres.address,
      SQL_RUNNER_MYSQL_CONNECT: this.mysql.address,
      // In the simulator, a longer wait never succeeds.
      SQL_RUNNER_RETRY_AT_MOST: "10",
      SQL_RUNNER_ACCESS_TOKEN: this.sql.tokenFor(this.account.objectId),
      SQL_RUNNER_OSS_RDBMS_ACCESS_TOKEN: this.sql.tokenFor(this.account.objectId, { audience: AUDIENCE }),
      NODE_EXTRA_CA_CERTS: this.authority,
    };
  }

  /**
   * A session for a stack, or for a configuration in Terraform's JSON syntax.
   *
   * The providers have the versions that it pins. References to another stack read the state of that stack's session:
   * create sessions in any order, and apply them in the order of their dependencies.
   *
   * @throws the errors of synthesis, or if neither terraform nor tofu is on the PATH
   */
  public terraform(deployable: Deployable, options: SessionOptions = {}): TerraformSession {
    this.assertRunning();
    const surroundings = {
      stacks: this.stacks,
      environmentFor: async (workspace: Workspace) => {
        workspace.nameTypes(this.servers.types);
        return this.environmentWith(
          await this.servers.attached({ ...this.defaults.versions, ...workspace.constraints }),
        );
      },
      startLogicApps: (assets: string, state: StateContent) => this.startLogicApps(assets, state),
      stateAddress: (workspace: Workspace) => this.states.addressOf(workspace.stateFile),
      forcedPaths: (pinned: Constraints, ...[type, before, after]: Parameters<ForcedPaths>) =>
        forcedPaths({ ...this.defaults.versions, ...pinned }, type, before as ObjectValue, after as ObjectValue),
    };
    const session = new TerraformSession(deployable, surroundings, options);
    if (TerraformStack.isStack(deployable)) {
      this.stacks.set(nameInReferences(deployable), session.workspace);
    }
    return session;
  }

  /** Stops the simulator and discards everything in it. */
  public async stop(): Promise<void> {
    this.stopped = true;
    const { servers, keeper, sql, postgres, mysql } = this;
    await Promise.all([servers.close(), keeper.end(), this.states.stop(), sql.stop(), postgres.stop(), mysql.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private startLogicApps(assets: string, { resources }: StateContent): TerraformDiagnostic[] {
    return packagesIn(assets).flatMap((files) => {
      const address = `azurerm_logic_app_standard.${files.name}`;
      const id = resources.get(address)?.attributes.id;
      const app = typeof id === "string" ? this.azure.inventory.find(id) : undefined;
      const problems = app ? packageProblems(this.azure, app, files, this.access()) : [];
      return problems.map((detail) => ({ severity: "error", summary: detail, detail: NOT_STARTED, address }));
    });
  }

  private assertRunning(): void {
    if (this.stopped) {
      throw new Error("the simulator is stopped, start another one");
    }
  }

  private find(id: string): boolean {
    return this.azure.inventory.find(id) !== undefined;
  }
}
