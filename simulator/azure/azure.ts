import { DEPLOYER, type Account } from "./account";
import { type RunDeploymentScript } from "./deployments/deployment-script";
import { Faults } from "./faults";
import { Inventory, type Resource } from "./inventory";
import { nameGuid } from "./name-guid";
import { principalsOf, type SimulatedPrincipal } from "./principals";

/** The state that the providers share: resources, the signed-in user, and faults. */
export class Azure {
  public readonly inventory = new Inventory();
  public readonly faults = new Faults();

  /** Runs deployment scripts of templates. By default they succeed without doing anything. */
  public runDeploymentScript: RunDeploymentScript = () => ({});

  public constructor(
    readonly account: Account = DEPLOYER,
    /** Duration of every write, in milliseconds. */
    readonly latency = 0,
  ) {}

  public principals(): SimulatedPrincipal[] {
    return this.inventory.all().flatMap(principalsOf);
  }

  /** The principal in the current directory. */
  public principal(objectId: string): SimulatedPrincipal | undefined {
    return this.principals().find((principal) => principal.objectId.toLowerCase() === objectId.toLowerCase());
  }

  /** The principal, if it has been replicated to the rest of Azure. */
  public replicatedPrincipal(objectId: string): SimulatedPrincipal | undefined {
    const principal = this.principal(objectId);
    return principal && (principal.resource.declared || this.faults.isReplicated(objectId)) ? principal : undefined;
  }

  /** A GUID for a new object. Recreating the object under the same name gives another GUID. */
  public newGuid(kind: string, name: string): string {
    return nameGuid(kind, name, this.inventory.nextGeneration(`${kind} ${name}`));
  }

  public require(id: string, refuse: () => Error): Resource {
    const found = this.inventory.find(id);
    if (!found) {
      throw refuse();
    }
    return found;
  }
}
