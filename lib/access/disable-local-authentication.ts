import { Annotations, type IAspect, type ITerraformResource, TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { configure, configureBlock, configured, ignoredProblems } from "../core/attributes";
import { defaultProviderOf, providerIn } from "../core/placement";
import { ALWAYS_LOCAL } from "./local-authentication-settings";
import { inBlock, isOff, offSwitch, rowOf } from "./local-authentication";

/**
 * Turns local authentication off (keys, SAS, passwords of the services themselves) wherever a resource can: an aspect for a
 * stack, an app or any construct, `Aspects.of(app).add(new DisableLocalAuthentication())`. What it cannot turn off, and
 * what is turned on explicitly, gets a warning and is in `remaining`.
 *
 * CDKTF invokes the aspects of stacks, and not those of the app. This one reaches the stacks of an app that hold targets of
 * grants; add it to other stacks themselves.
 *
 * https://learn.microsoft.com/security/benchmark/azure/mcsb-v2-identity-management
 */
export class DisableLocalAuthentication implements IAspect {
  /** @internal */
  public readonly _disablesLocalAuthentication = true;

  private readonly visited = new Set<IConstruct>();
  private readonly left: string[] = [];

  /** Paths of the resources that still let callers in without Entra ID, with the reason; known after synth. */
  public get remaining(): string[] {
    return [...this.left];
  }

  /** Turns local authentication of a resource off; CDKTF calls this for every construct. */
  public visit(node: IConstruct): void {
    if (this.visited.has(node) || !TerraformResource.isTerraformResource(node)) {
      return;
    }
    this.visited.add(node);
    const problem = disable(node);
    if (problem !== undefined) {
      this.left.push(`${node.node.path}: ${problem}`);
      Annotations.of(node).addWarning(`keeps local authentication: ${problem}`);
    }
  }
}

/** Turns it off, or tells why not. */
function disable(resource: TerraformResource): string | undefined {
  const always = ALWAYS_LOCAL[resource.terraformResourceType];
  if (always) {
    return `azurerm cannot turn off ${always.by}; ${always.instead}`;
  }
  const row = rowOf(resource);
  if (!row || isOff(resource, row) === true) {
    return undefined;
  }
  const { block, attribute, property, off, assignment } = offSwitch(resource, row);
  const present = block === undefined ? configured(resource, attribute) : inBlock(resource, block)?.[property];
  if (present !== undefined || isOff(resource, row) === undefined) {
    return `lets in by ${row.by}, which is configured explicitly; set ${assignment}`;
  }
  const [ignored] = ignoredProblems(resource, block ?? attribute);
  if (ignored !== undefined) {
    return ignored;
  }
  if (row.excludedBy !== undefined && configured(resource, row.excludedBy) !== undefined) {
    return `${row.excludedBy} cannot stand beside ${assignment}; remove it`;
  }
  if (row.needs !== undefined && !hasNeeded(resource, row.needs)) {
    return `${assignment} needs ${row.needs}; configure it first`;
  }
  if (row.needsOfProvider !== undefined && !providerHas(resource, row.needsOfProvider)) {
    return `${assignment} needs ${row.needsOfProvider} = true in the azurerm provider, which comes by keys otherwise; set it there`;
  }
  if (block === undefined) {
    configure(resource, attribute, off);
  } else {
    configureBlock(resource, block, { ...inBlock(resource, block), [property]: off });
  }
  return undefined;
}

function providerHas(resource: TerraformResource, attribute: string): boolean {
  const provider = providerIn(resource) ?? defaultProviderOf(resource);
  return provider !== undefined && configured(provider, attribute) === true;
}

/** Whether a block is there, and its attribute true where one is named. */
function hasNeeded(resource: ITerraformResource, path: string): boolean {
  const [block = "", attribute] = path.split(".");
  const present = inBlock(resource, block);
  const property = attribute?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return present !== undefined && (property === undefined || present[property] === true);
}
