import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { type AccessEntry, accessIn } from "./azure/access";
import { type Account } from "./azure/account";
import { Azure } from "./azure/azure";
import { declareResource } from "./azure/declare";
import { type DeploymentScript } from "./azure/deployments/deployment-script";
import { type Faults } from "./azure/faults";
import { SimulatedProvider } from "./azure/simulated-provider";
import { resourceSchema, simulatedSchemas } from "./azure/schemas";
import { firstObjects } from "./azure/tenant";
import { type ProviderServer, serveProvider } from "./protocol/server";
import { type ObjectValue } from "./protocol/values";
import { azureWorld, SimulatedSqlServers } from "./sql";
import { Keeper } from "./run/keeper";
import { type Deployable, type SessionOptions, TerraformSession } from "./run/session";

/** How the simulated Azure behaves. */
export interface SimulatorOptions {
  /**
   * How long every write takes, in milliseconds.
   *
   * @default 0
   */
  readonly latency?: number;
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
 * reaches it. It holds everything in memory, listens on the loopback interface only, and ends with `stop()`.
 */
export class Simulator {
  /** Starts an empty Azure. */
  public static async start({ latency = 0 }: SimulatorOptions = {}): Promise<Simulator> {
    const azure = new Azure(undefined, latency);
    const servers = await Promise.all(
      [...simulatedSchemas()].map(async ([source, schema]): Promise<[string, ProviderServer]> => [
        source,
        await serveProvider(new SimulatedProvider(schema, azure)),
      ]),
    );
    const sql = await SimulatedSqlServers.start(azureWorld(azure));
    return new Simulator(azure, new Map(servers), new Keeper(), sql);
  }

  /** What goes wrong, on request. */
  public readonly faults: Faults;

  /** Who is signed in: ids of tenant, subscription, application and user. */
  public readonly account: Account;

  private stopped = false;
  private readonly directory = mkdtempSync(join(tmpdir(), "azure-simulator-"));
  private readonly authority = join(this.directory, "authority.pem");

  /** The last session of each stack. */
  private readonly stacks = new Map<string, TerraformSession>();

  private constructor(
    private readonly azure: Azure,
    private readonly servers: ReadonlyMap<string, ProviderServer>,
    private readonly keeper: Keeper,
    /** Its SQL servers: what is in them, and what goes wrong there. */
    public readonly sql: SimulatedSqlServers,
  ) {
    writeFileSync(this.authority, sql.certificateAuthority);
    this.faults = azure.faults;
    this.account = azure.account;
    firstObjects(azure.account).forEach(({ type, attributes }) => this.declare(type, attributes));
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
    return declareResource(this.azure, type, resourceSchema(type), attributes as ObjectValue, account).state;
  }

  /**
   * Says what happens when a template runs a deployment script. Without it, scripts succeed and do nothing.
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
    const hosts = this.azure.inventory
      .ofType("azurerm_mssql_server")
      .map(({ state }) => state.fully_qualified_domain_name)
      .filter((host) => typeof host === "string");
    const inSql = this.sql.access(hosts).map((row) => ({
      ...row,
      principalType: this.azure.principal(row.principalId)?.type ?? ("Unknown" as const),
    }));
    return [...accessIn(this.azure), ...inSql];
  }

  /**
   * What the environment of a terraform command needs, so that it finds this Azure. It works for every command that
   * starts terraform and passes its environment on, such as `cdktf deploy`.
   *
   * @throws if the simulator is stopped
   */
  public environment(): Record<string, string> {
    this.assertRunning();
    const attached = [...this.servers].flatMap(([source, { address }]) => {
      const Addr = { Network: "tcp", String: address };
      const provider = { Protocol: "grpc", ProtocolVersion: 6, Pid: this.keeper.pid, Test: true, Addr };
      // OpenTofu has another name for the place that providers come from.
      return [source, source.replace("registry.terraform.io", "registry.opentofu.org")].map((name) => [name, provider]);
    });
    return {
      TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(attached)),
      CHECKPOINT_DISABLE: "1",
      SQL_RUNNER_CONNECT: this.sql.address,
      // Here nothing takes longer than that unless it never comes.
      SQL_RUNNER_RETRY_AT_MOST: "10",
      SQL_RUNNER_ACCESS_TOKEN: this.sql.tokenFor(this.account.objectId),
      NODE_EXTRA_CA_CERTS: this.authority,
    };
  }

  /**
   * A stack, or a configuration in Terraform's JSON syntax, ready for terraform commands in this Azure.
   *
   * References of a stack to another one read the state of that stack's session.
   *
   * @throws what synthesis throws, or that there is neither terraform nor tofu on the PATH
   */
  public terraform(deployable: Deployable, options: SessionOptions = {}): TerraformSession {
    this.assertRunning();
    const stateOf = (stack: string): string | undefined => this.stacks.get(stack)?.stateFile;
    const session = new TerraformSession(deployable, () => this.environment(), stateOf, options);
    if (TerraformStack.isStack(deployable)) {
      this.stacks.set(deployable.node.id, session);
    }
    return session;
  }

  /** Ends it; what was deployed is gone. */
  public async stop(): Promise<void> {
    this.stopped = true;
    this.servers.forEach((server) => {
      server.close();
    });
    await Promise.all([this.keeper.end(), this.sql.stop()]);
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
