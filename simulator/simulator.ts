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
import { type Constraints, servedReleases } from "./azure/releases";
import { putFirstObjects } from "./azure/tenant";
import { type ObjectValue } from "./protocol/values";
import { AUDIENCE, FlexibleServers, MYSQL, mysqlWorld, POSTGRES, postgresWorld } from "./flexible";
import { azureWorld, runTSqlOf, SimulatedSqlServers, sqlHosts } from "./sql";
import { makeCertificates } from "./sql/certificates";
import { type ForcedPaths } from "./run/changes";
import { Keeper } from "./run/keeper";
import { ProviderServers } from "./run/provider-servers";
import { type SessionOptions, TerraformSession } from "./run/session";
import { nameInReferences } from "./run/stack-references";
import { type Deployable, type Workspace } from "./run/workspace";

/** How the simulated Azure behaves. */
export interface SimulatorOptions {
  /**
   * How long every write takes, in milliseconds.
   *
   * @default 0
   */
  readonly latency?: number;

  /**
   * Versions of the providers for configurations that pin none, for `declare` and for `environment()`.
   *
   * @default - the oldest that are served
   */
  readonly providerVersions?: ProviderVersions;
}

/** Version constraints, such as "4.55.0", "~> 5.0" or ">= 4.60, < 5". */
export interface ProviderVersions {
  readonly azurerm?: string;
  readonly azuread?: string;
}

/** Something that exists in the simulated Azure. */
export interface SimulatedResource {
  /** Terraform type: "azurerm_key_vault". Of what a template deployed, the type of Resource Manager: "Microsoft.Web/connections". */
  readonly type: string;
  readonly id: string;
  /** Its attributes as Terraform reads them; of what a template deployed, the resource as Resource Manager shows it. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * A simulated Azure with a directory, and the providers azurerm and azuread through which the `terraform` command
 * reaches it. It holds everything in memory but what is on flexible servers, listens on the loopback interface only, and
 * ends with `stop()`.
 */
export class Simulator {
  /**
   * Starts an empty Azure.
   *
   * @throws if a version of a provider is asked for that is not served
   */
  public static async start({ latency = 0, providerVersions = {} }: SimulatorOptions = {}): Promise<Simulator> {
    const { azurerm, azuread } = providerVersions;
    const versions = {
      ...(azurerm !== undefined && { [AZURERM]: azurerm }),
      ...(azuread !== undefined && { [AZUREAD]: azuread }),
    };
    // Nothing has to be stopped if that throws.
    servedReleases(versions);
    const azure = new Azure(undefined, latency);
    const keeper = new Keeper();
    const servers = new ProviderServers(azure, keeper.pid);
    const attached = await servers.attached(versions);
    const certificates = await makeCertificates();
    const [sql, postgres, mysql] = await Promise.all([
      SimulatedSqlServers.start(azureWorld(azure), { certificates }),
      FlexibleServers.start(POSTGRES, postgresWorld(azure), certificates),
      FlexibleServers.start(MYSQL, mysqlWorld(azure), certificates),
    ]);
    azure.runDeploymentScript = (script) => runTSqlOf(script, sql);
    return new Simulator(azure, servers, { versions, attached }, keeper, sql, postgres, mysql);
  }

  /** What goes wrong, on request. */
  public readonly faults: Faults;

  /** Who is signed in: ids of tenant, subscription, application and user. */
  public readonly account: Account;

  private stopped = false;
  private readonly directory = mkdtempSync(join(tmpdir(), "azure-simulator-"));
  private readonly authority = join(this.directory, "authority.pem");

  /** Where the last session of each stack works. */
  private readonly stacks = new Map<string, Workspace>();

  private constructor(
    private readonly azure: Azure,
    private readonly servers: ProviderServers,
    /** What is served where nothing is pinned. */
    private readonly defaults: { readonly versions: Constraints; readonly attached: string },
    private readonly keeper: Keeper,
    /** Its SQL servers: what is in them, and what goes wrong there. */
    public readonly sql: SimulatedSqlServers,
    /** Its flexible servers of PostgreSQL: what is in them. */
    public readonly postgres: FlexibleServers,
    /** Its flexible servers of MySQL: what is in them. */
    public readonly mysql: FlexibleServers,
  ) {
    writeFileSync(this.authority, sql.certificateAuthority);
    this.faults = azure.faults;
    this.account = azure.account;
    putFirstObjects(azure);
  }

  /**
   * Puts something there that exists before anything is deployed: an Arc machine, a user, a group, an identity of
   * another team. Its resource group comes with it.
   *
   * @param type - Terraform resource type, such as "azurerm_arc_machine"
   * @param attributes - attributes of the resource; what is left out is made up
   * @param subscriptionId - where it is, if not in the subscription of the deployer
   * @returns its attributes as Terraform reads them, ids included
   * @throws if the type has no such attribute, or it exists already
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
   * Says what happens when a template runs a deployment script. Without it, those of SqlExecutor.deploymentScript run
   * their T-SQL, and others succeed and do nothing.
   *
   * @param run - answers the outputs of the script; what it throws is what the script failed with
   */
  public onDeploymentScript(
    run: (script: DeploymentScript) => Record<string, unknown> | Promise<Record<string, unknown>>,
  ): void {
    this.azure.runDeploymentScript = async (script) => (await run(script)) as ObjectValue;
  }

  /** Takes something away behind Terraform's back, with everything below it. */
  public remove(id: string): void {
    if (this.azure.inventory.remove(id).length === 0) {
      throw new Error(`there is no ${id}`);
    }
  }

  /** What exists, without what was declared. */
  public resources(): SimulatedResource[] {
    return this.azure.inventory
      .all()
      .filter(({ declared }) => !declared)
      .map(({ type, id, state }) => ({ type, id, attributes: state }));
  }

  /** Who may do what. */
  public access(): AccessEntry[] {
    const inSql = this.sql.access(sqlHosts(this.azure)).map((row) => ({
      ...row,
      principalType: this.azure.principal(row.principalId)?.type ?? ("Unknown" as const),
    }));
    return [...accessIn(this.azure), ...inSql];
  }

  /**
   * What the environment of a terraform command needs, so that it finds this Azure. It works for every command that
   * starts terraform and passes its environment on, such as `cdktf deploy`. The providers have the versions that the
   * simulator was started with, whatever the configuration pins.
   *
   * @throws if the simulator is stopped
   */
  public environment(): Record<string, string> {
    this.servers.types.addAll();
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
      // Here nothing takes longer than that unless it never comes.
      SQL_RUNNER_RETRY_AT_MOST: "10",
      SQL_RUNNER_ACCESS_TOKEN: this.sql.tokenFor(this.account.objectId),
      SQL_RUNNER_OSS_RDBMS_ACCESS_TOKEN: this.sql.tokenFor(this.account.objectId, { audience: AUDIENCE }),
      NODE_EXTRA_CA_CERTS: this.authority,
    };
  }

  /**
   * A stack, or a configuration in Terraform's JSON syntax, ready for terraform commands in this Azure.
   *
   * The providers have the versions that it pins. References of a stack to another one read the state of that stack's
   * session: hand them over in any order, and apply them in that of their dependencies.
   *
   * @throws what synthesis throws, or that there is neither terraform nor tofu on the PATH
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
      forcedPaths: (pinned: Constraints, ...[type, before, after]: Parameters<ForcedPaths>) =>
        forcedPaths({ ...this.defaults.versions, ...pinned }, type, before as ObjectValue, after as ObjectValue),
    };
    const session = new TerraformSession(deployable, surroundings, options);
    if (TerraformStack.isStack(deployable)) {
      this.stacks.set(nameInReferences(deployable), session.workspace);
    }
    return session;
  }

  /** Ends it; what was deployed is gone. */
  public async stop(): Promise<void> {
    this.stopped = true;
    const { servers, keeper, sql, postgres, mysql } = this;
    await Promise.all([servers.close(), keeper.end(), sql.stop(), postgres.stop(), mysql.stop()]);
    rmSync(this.directory, { recursive: true, force: true });
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
