import { type IAspect, type ITerraformResource, TerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { camelCase, configure, configureBlock, configured, ignoredProblems } from "../core/attributes";
import { defaultProviderOf, providerIn } from "../core/placement";
import { warn } from "../core/problems";
import { type Problem, textOf, warnings } from "../core/rules";
import { ALWAYS_LOCAL, type AlwaysLocal, type LocalAuthentication } from "../audit/data/local-authentication-settings";
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
    const [reason] = disable(node);
    if (reason) {
      this.left.push(`${node.node.path}: ${textOf(reason)}`);
      warn(node, [reason]);
    }
  }
}

/** Turns local authentication off, or returns why it stays on. */
function disable(resource: TerraformResource): Problem[] {
  const always = ALWAYS_LOCAL[resource.terraformResourceType];
  if (always) {
    return alwaysOn(always);
  }
  const row = rowOf(resource);
  if (!row || isOff(resource, row) === true) {
    return [];
  }
  const { block, attribute, property, off, assignment } = offSwitch(resource, row);
  const present = block === undefined ? configured(resource, attribute) : inBlock(resource, block)?.[property];
  const reasons =
    present !== undefined || isOff(resource, row) === undefined
      ? turnedOn(row, assignment)
      : [...ignoredProblems(resource, block ?? attribute), ...prevented(resource, row, assignment)];
  if (reasons.length > 0) {
    return reasons;
  }
  if (block === undefined) {
    configure(resource, attribute, off);
  } else {
    configureBlock(resource, block, { ...inBlock(resource, block), [property]: off });
  }
  return [];
}

const OF = "Local authentication";

const alwaysOn = warnings<[service: AlwaysLocal]>(OF, [
  {
    rule: "local-authentication-without-switch",
    message: ({ by, instead }) => `keeps local authentication: azurerm cannot turn off ${by}; ${instead}`,
  },
]);

const turnedOn = warnings<[row: LocalAuthentication, assignment: string]>(OF, [
  {
    rule: "local-authentication-configured",
    message: ({ by }, assignment) =>
      `keeps local authentication: lets in by ${by}, which is configured explicitly; set ${assignment}`,
  },
]);

const prevented = warnings<[resource: TerraformResource, row: LocalAuthentication, assignment: string]>(OF, [
  {
    rule: "local-authentication-attribute-in-the-way",
    when: (resource, { excludedBy }) => excludedBy !== undefined && configured(resource, excludedBy) !== undefined,
    message: (_, { excludedBy = "" }, assignment) =>
      `keeps local authentication: ${excludedBy} excludes ${assignment}; remove ${excludedBy}`,
  },
  {
    rule: "local-authentication-block-missing",
    when: (resource, { needs }) => needs !== undefined && !hasNeeded(resource, needs),
    message: (_, { needs = "" }, assignment) =>
      `keeps local authentication: ${assignment} needs ${needs}; configure it first`,
  },
  {
    rule: "local-authentication-of-provider",
    when: (resource, { needsOfProvider }) => needsOfProvider !== undefined && !providerHas(resource, needsOfProvider),
    message: (_, { needsOfProvider = "" }, assignment) =>
      `keeps local authentication: ${assignment} needs ${needsOfProvider} = true in the azurerm provider, which otherwise ` +
      "uses keys; set it there",
  },
]);

function providerHas(resource: TerraformResource, attribute: string): boolean {
  const provider = providerIn(resource) ?? defaultProviderOf(resource);
  return provider !== undefined && configured(provider, attribute) === true;
}

/** Whether a block is there, and its attribute true where one is named. */
function hasNeeded(resource: ITerraformResource, path: string): boolean {
  const [block = "", attribute] = path.split(".");
  const present = inBlock(resource, block);
  const property = attribute === undefined ? undefined : camelCase(attribute);
  return present !== undefined && (property === undefined || present[property] === true);
}
