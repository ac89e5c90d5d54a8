import { Aspects, type ITerraformResource, TerraformResource, type TerraformStack, Token } from "cdktf";
import { asConstruct, camelCase, configured, isOverridden, onlyBlock } from "../core/attributes";
import { checkAtSynth, warn } from "../core/problems";
import { releaseOf } from "../core/provider-release";
import { isAtLeast } from "../core/version-constraint";
import { warnings } from "../core/rules";
import { isFirst } from "../core/state";
import { parentsOf } from "./parents";
import { type LocalAuthentication, LOCAL_AUTHENTICATION } from "../audit/data/local-authentication-settings";

/** The setting that turns local authentication off, as the release of a resource has it. */
export interface OffSwitch {
  /** As Terraform has it. */
  readonly block?: string;
  readonly attribute: string;
  /** As a property of the bindings. */
  readonly property: string;
  readonly off: boolean | readonly string[];
  /** For messages: "block.attribute = value". */
  readonly assignment: string;
}

export function rowOf(resource: ITerraformResource): LocalAuthentication | undefined {
  const { terraformResourceType: type } = resource;
  return Object.hasOwn(LOCAL_AUTHENTICATION, type) ? LOCAL_AUTHENTICATION[type] : undefined;
}

export function offSwitch(resource: ITerraformResource, row: LocalAuthentication): OffSwitch {
  const release = releaseOf(resource);
  const { attribute: path, off } = row.later && release && isAtLeast(release, row.later) ? row.later : row;
  const [attribute = "", block] = path.split(".").reverse();
  return { block, attribute, property: camelCase(attribute), off, assignment: `${path} = ${JSON.stringify(off)}` };
}

/** Whether local authentication is off; undefined where only Terraform knows. */
export function isOff(resource: ITerraformResource, row: LocalAuthentication): boolean | undefined {
  const { block, attribute, property, off } = offSwitch(resource, row);
  if (isOverridden(resource, block ?? attribute)) {
    return undefined;
  }
  const given = block === undefined ? configured(resource, attribute) : inBlock(resource, block)?.[property];
  if (given === undefined) {
    return row.offByDefault ?? false;
  }
  if (Token.isUnresolved(given)) {
    return undefined;
  }
  return Array.isArray(off) && Array.isArray(given) ? given.every((one) => off.includes(one)) : given === off;
}

/** What is configured in a block that can be there once. */
export function inBlock(resource: ITerraformResource, block: string): Readonly<Record<string, unknown>> | undefined {
  return onlyBlock(configured(resource, block)) as Readonly<Record<string, unknown>> | undefined;
}

/**
 * Warns at synth where the target of a grant, or the resource that it is in, lets callers in without Entra ID as well. What
 * Terraform only knows when it applies passes.
 */
export function watchLocalAuthentication(target: ITerraformResource): void {
  const holder = holderOf(target);
  if (holder) {
    reachFromApp(holder.cdktfStack);
  }
  if (!holder || !isFirst(holder, "local-authentication")) {
    return;
  }
  checkAtSynth(asConstruct(holder), () => {
    const row = rowOf(holder);
    if (row && isOff(holder, row) === false) {
      warn(asConstruct(holder), stillOn(row, offSwitch(holder, row).assignment));
    }
    return [];
  });
}

const stillOn = warnings<[row: LocalAuthentication, assignment: string]>("Local authentication", [
  {
    rule: "local-authentication-on",
    message: ({ by }, assignment) =>
      `lets callers in by ${by}, beside those that are granted access; set ${assignment}, or add ` +
      "DisableLocalAuthentication to the aspects of the stack",
  },
]);

/** CDKTF invokes the aspects of a stack and of what is in it, and not those of the app. */
function reachFromApp(stack: TerraformStack): void {
  if (!isFirst(stack, "aspects-of-app")) {
    return;
  }
  const above = stack.node.scopes.filter((scope) => scope !== stack);
  Aspects.of(stack).add({
    visit: (node) => {
      above
        .flatMap((scope) => Aspects.of(scope).all)
        .filter((aspect) => "_disablesLocalAuthentication" in aspect)
        .forEach((aspect) => {
          aspect.visit(node);
        });
    },
  });
}

/** The resource of the app that decides on local authentication: the target or what it is in. */
function holderOf(target: ITerraformResource): TerraformResource | undefined {
  if (!TerraformResource.isTerraformResource(target)) {
    return undefined;
  }
  if (rowOf(target)) {
    return target;
  }
  return parentsOf(target)
    .map((parent) => holderOf(parent))
    .find((holder) => holder !== undefined);
}
