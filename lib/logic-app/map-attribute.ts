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

  private lost(): string[] {
    if (isIgnored(this.resource, this.attribute)) {
      return ignoredProblems(this.resource, this.attribute);
    }
    if (isOverridden(this.resource, this.attribute) && !this.isBeside(overrideOf(this.resource, this.attribute))) {
      return [
        `its ${this.attribute} are replaced with addOverride("${this.attribute}", …); configure them before adding a connection`,
      ];
    }
    return configured(this.resource, this.attribute) === this.written
      ? []
      : [`its ${this.attribute} were replaced after a connection had been added; configure them first, then add it`];
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
