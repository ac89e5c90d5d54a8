import { type ITerraformResource, Token } from "cdktf";
import {
  asConstruct,
  configure,
  configured,
  ignoredProblems,
  isIgnored,
  isOverridden,
  overrideOf,
} from "../core/attributes";
import { FunctionCall } from "../core/function-call";
import { checkAtSynth } from "../core/problems";
import { stateOf } from "../core/state";
import { type Problem, rules } from "../core/rules";

type StringMap = Readonly<Record<string, string>>;

/**
 * Entries that connections add to a map of a logic app. They are merged with the user's entries at once. Synth checks
 * that they are still there.
 */
export class MapAttribute {
  public static of(resource: ITerraformResource, attribute: string): MapAttribute {
    return stateOf(asConstruct(resource), `map-attribute ${attribute}`, () => new MapAttribute(resource, attribute));
  }

  private readonly added = new Map<string, string>();
  private user: StringMap = {};
  private written?: StringMap;

  private constructor(
    private readonly resource: ITerraformResource,
    private readonly attribute: string,
  ) {}

  /** The user's entry; `otherwise` if it is empty, which only Terraform may know. */
  public configuredOr(name: string, otherwise: string): string {
    const user = this.configuredByUser();
    return Token.isUnresolved(user)
      ? Token.asString(new FunctionCall("lookup", user, name, otherwise))
      : (user[name] ?? otherwise);
  }

  /** Whether the user has configured the entry, as far as it is known now. */
  public has(name: string): boolean {
    return Object.hasOwn(this.configuredByUser(), name);
  }

  public set(name: string, value: string): void {
    if (this.added.size === 0) {
      checkAtSynth(asConstruct(this.resource), () => this.lost());
    }
    const user = this.configuredByUser();
    this.added.set(name, value);
    const added = Object.fromEntries(this.added);
    this.written = Token.isUnresolved(user)
      ? Token.asStringMap(new FunctionCall("merge", user, added))
      : { ...user, ...added };
    configure(this.resource, this.attribute, this.written);
  }

  private configuredByUser(): StringMap {
    const present = configured(this.resource, this.attribute) as StringMap | undefined;
    if (present !== this.written) {
      this.user = present ?? {};
    }
    return this.user;
  }

  private lost(): Problem[] {
    if (isIgnored(this.resource, this.attribute)) {
      return ignoredProblems(this.resource, this.attribute);
    }
    if (isOverridden(this.resource, this.attribute) && !this.isBeside(overrideOf(this.resource, this.attribute))) {
      return attributeOverridden(this.attribute);
    }
    return configured(this.resource, this.attribute) === this.written ? [] : attributeReplaced(this.attribute);
  }

  /** Whether an override at synth keeps the added entries. */
  private isBeside(override: unknown): boolean {
    return (
      typeof override === "object" &&
      override !== null &&
      !Token.isUnresolved(override) &&
      !Token.isUnresolved(this.written) &&
      ![...this.added.keys()].some((name) => Object.hasOwn(override, name))
    );
  }
}

const attributeOverridden = rules<[attribute: string]>("Logic apps", [
  {
    rule: "logic-app-attribute-overridden",
    message: (attribute) =>
      `addOverride("${attribute}", …) replaces the ${attribute}, and so what a connection adds; configure them before adding a connection`,
  },
]);

const attributeReplaced = rules<[attribute: string]>("Logic apps", [
  {
    rule: "logic-app-attribute-replaced",
    message: (attribute) =>
      `the ${attribute} were replaced after a connection had added to them; configure them first, then add the connection`,
  },
]);
