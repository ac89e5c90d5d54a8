import { type Call, type DeclaredResource, type TemplateDeployment, TemplateError } from "../../arm-template";
import { type ObjectValue, type Value } from "../../protocol/values";
import { type ConfiguredAccount } from "../account";
import { type Azure } from "../azure";
import { AzureError, Refusal } from "../refusal";
import { putArmResource, referencedResource } from "./arm-resources";

/** The result of a deployment. Resources that were created before a failure stay. */
export interface Deployed {
  readonly outputs: ObjectValue;
  readonly failure?: Refusal;
}

/** Deploys the resources of a template in the order of their dependencies, and evaluates the outputs. */
export async function deployTemplate(
  deployment: TemplateDeployment,
  azure: Azure,
  account: ConfiguredAccount,
): Promise<Deployed> {
  return new Deploying(deployment, azure, account).run();
}

/** An expression refers to a resource that is not deployed yet. */
class NotYet extends Error {
  public constructor(readonly resource: DeclaredResource) {
    super(resource.id);
  }
}

class Deploying {
  private readonly progress = new Map<string, "under way" | "there" | "failed">();
  /** Ids of the resources that each resource waits for, because it declares or references them. */
  private readonly awaited = new Map<string, Set<string>>();
  private readonly failures: string[] = [];
  private readonly thereBefore: ReadonlySet<string>;

  public constructor(
    private readonly deployment: TemplateDeployment,
    private readonly azure: Azure,
    private readonly account: ConfiguredAccount,
  ) {
    const present = deployment.resources.filter(({ id }) => azure.inventory.find(id));
    this.thereBefore = new Set(present.map(keyOf));
  }

  public async run(): Promise<Deployed> {
    for (const resource of this.deployment.resources) {
      await this.deploy(resource);
    }
    if (this.failures.length > 0) {
      const reasons = this.failures.map((failure) => `\n* ${failure}`).join("");
      return { outputs: {}, failure: failed(`At least one resource deployment operation failed:${reasons}`) };
    }
    try {
      return { outputs: this.deployment.outputs(this.callsFor(undefined)) };
    } catch (error) {
      return {
        outputs: {},
        failure: failed(`DeploymentOutputEvaluationFailed: Unable to evaluate template outputs: ${reasonOf(error)}`),
      };
    }
  }

  /** Returns whether the resource was deployed. A resource whose dependency failed is skipped. */
  private async deploy(resource: DeclaredResource): Promise<boolean> {
    const progress = this.progress.get(keyOf(resource));
    if (progress === "under way") {
      throw new TemplateError(`Circular dependency detected on resource: '${resource.id}'.`);
    }
    if (progress === undefined) {
      this.progress.set(keyOf(resource), "under way");
      this.progress.set(keyOf(resource), (await this.attempt(resource)) ? "there" : "failed");
    }
    return this.progress.get(keyOf(resource)) === "there";
  }

  private async attempt(resource: DeclaredResource): Promise<boolean> {
    this.awaited.set(keyOf(resource), new Set(resource.dependsOn.map((id) => id.toLowerCase())));
    try {
      for (const id of resource.dependsOn) {
        const first = this.declared(id);
        if (first && !(await this.deploy(first))) {
          return false;
        }
      }
      const body = await this.bodyOf(resource);
      if (body) {
        this.expectWhole(resource);
        await putArmResource(this.azure, this.account, body);
      }
      return body !== undefined;
    } catch (error) {
      this.failures.push(`${resource.type} '${resource.name}': ${reasonOf(error)}`);
      return false;
    }
  }

  /** The evaluated resource; undefined if a dependency failed. */
  private async bodyOf(resource: DeclaredResource): Promise<ObjectValue | undefined> {
    const calls = this.callsFor(resource);
    for (;;) {
      try {
        return resource.body(calls);
      } catch (error) {
        if (!(error instanceof NotYet)) {
          throw error;
        }
        if (!(await this.deploy(error.resource))) {
          return undefined;
        }
      }
    }
  }

  private callsFor(resource: DeclaredResource | undefined): Call {
    return this.deployment.calls((id, full): Value => {
      const declared = this.declared(id);
      if (declared && resource) {
        this.awaited.get(keyOf(resource))?.add(keyOf(declared));
      }
      if (declared && this.progress.get(keyOf(declared)) !== "there") {
        throw new NotYet(declared);
      }
      return referencedResource(this.azure, id, full);
    });
  }

  /** A child resource must depend on its parent in the template: Azure deploys independent resources in parallel. */
  private expectWhole(resource: DeclaredResource): void {
    const whole = this.declared(wholeOf(resource.id));
    if (whole && !this.thereBefore.has(keyOf(whole)) && !this.waitsFor(keyOf(resource), keyOf(whole))) {
      throw new AzureError(
        404,
        "ParentResourceNotFound",
        `Failed to perform 'write' on resource(s) of type '${resource.type}', because the parent resource '${whole.id}' could not be found: name it in dependsOn.`,
      );
    }
  }

  private waitsFor(key: string, wanted: string): boolean {
    const awaited = [...(this.awaited.get(key) ?? [])];
    return awaited.includes(wanted) || awaited.some((one) => this.waitsFor(one, wanted));
  }

  private declared(id: string): DeclaredResource | undefined {
    return this.deployment.resources.find((resource) => keyOf(resource) === id.toLowerCase());
  }
}

const keyOf = ({ id }: DeclaredResource): string => id.toLowerCase();

/** Id of the parent, or of the extended resource. */
function wholeOf(id: string): string {
  const provider = id.lastIndexOf("/providers/");
  const above = id.split("/").slice(0, -2).join("/");
  return above.length > id.indexOf("/", provider + "/providers/".length) ? above : id.slice(0, provider);
}

const failed = (reason: string): Refusal => new AzureError(409, "DeploymentFailed", reason);

/** Resource Manager's errors. Any other error is a bug of the simulator. */
function reasonOf(error: unknown): string {
  if (error instanceof AzureError) {
    return `${error.code}: ${error.reason}`;
  }
  if (error instanceof TemplateError) {
    return `InvalidTemplate: ${error.message}`;
  }
  if (error instanceof Refusal) {
    return error.message;
  }
  throw error;
}
