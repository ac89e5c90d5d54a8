import { DEPLOYER, type Account } from "./account";
import { type RunDeploymentScript } from "./deployments/deployment-script";
import { Faults } from "./faults";
import { Inventory, type Resource } from "./inventory";
import { nameGuid } from "./name-guid";
import { principalsOf, type SimulatedPrincipal } from "./principals";

/** What the providers share: what exists, who is signed in, and what goes wrong. */
export class Azure {
  public readonly inventory = new Inventory();
  public readonly faults = new Faults();

  /** Deployment scripts of templates run here; by default they succeed and do nothing. */
  public runDeploymentScript: RunDeploymentScript = () => ({});

  public constructor(
    readonly account: Account = DEPLOYER,
    /** How long every write takes, in milliseconds. */
    readonly latency = 0,
  ) {}

  public principals(): SimulatedPrincipal[] {
    return this.inventory.all().flatMap(principalsOf);
  }

  /** The principal as the directory knows it at this moment. */
  public principal(objectId: string): SimulatedPrincipal | undefined {
    return this.principals().find((principal) => principal.objectId.toLowerCase() === objectId.toLowerCase());
  }

  /** The principal, if the directory has told the rest of Azure of it. */
  public replicatedPrincipal(objectId: string): SimulatedPrincipal | undefined {
    const principal = this.principal(objectId);
    return principal && (principal.resource.declared || this.faults.isReplicated(objectId)) ? principal : undefined;
  }

  /** A GUID for something new; made again under the same name, it gets another. */
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
