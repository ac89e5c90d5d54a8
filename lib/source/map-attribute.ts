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
import { type Check, type Problem } from "../core/rules";

type StringMap = Readonly<Record<string, string>>;

/** What is wrong with a map from which added entries are lost. */
export interface LossRules {
  /** `addOverride` replaces it. */
  readonly overridden: Check<[attribute: string]>;
  /** It was set again after entries had been added. */
  readonly replaced: Check<[attribute: string]>;
}

/**
 * Entries that the library adds to a map of a resource. They are merged with the user's entries at once. Synth checks that
 * they are still there.
 */
export class MapAttribute {
  public static of(resource: ITerraformResource, attribute: string): MapAttribute {
    return stateOf(asConstruct(resource), `map-attribute ${attribute}`, () => new MapAttribute(resource, attribute));
  }

  private readonly added = new Map<string, string>();
  /** Entries that give way to those of a map that only Terraform knows. */
  private readonly yielding = new Map<string, string>();
  private readonly watchedBy = new Set<LossRules>();
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

  /** The entry that is there, as far as it is known now. */
  public get(name: string): string | undefined {
    const user = this.configuredByUser();
    return this.added.get(name) ?? this.yielding.get(name) ?? (this.has(name) ? user[name] : undefined);
  }

  /** Adds an entry. If only Terraform knows the user's entries, it takes precedence over them. */
  public set(name: string, value: string, rules: LossRules): void {
    this.add(this.added, { [name]: value }, rules);
  }

  /** Adds entries for which the user has no others. If only Terraform knows the user's entries, they take precedence. */
  public setBeside(entries: StringMap, rules: LossRules): void {
    this.add(this.yielding, entries, rules);
  }

  private add(to: Map<string, string>, entries: StringMap, rules: LossRules): void {
    if (!this.watchedBy.has(rules)) {
      this.watchedBy.add(rules);
      checkAtSynth(asConstruct(this.resource), () => this.lost(rules));
    }
    const user = this.configuredByUser();
    Object.entries(entries).forEach(([name, value]) => to.set(name, value));
    const [added, yielding] = [this.added, this.yielding].map((map) => Object.fromEntries(map)) as [
      StringMap,
      StringMap,
    ];
    this.written = Token.isUnresolved(user)
      ? Token.asStringMap(
          new FunctionCall(
            "merge",
            ...(this.yielding.size > 0 ? [yielding] : []),
            user,
            ...(this.added.size > 0 ? [added] : []),
          ),
        )
      : { ...user, ...yielding, ...added };
    configure(this.resource, this.attribute, this.written);
  }

  private configuredByUser(): StringMap {
    const present = configured(this.resource, this.attribute) as StringMap | undefined;
    if (present !== this.written) {
      this.user = present ?? {};
    }
    return this.user;
  }

  private lost({ overridden, replaced }: LossRules): Problem[] {
    if (isIgnored(this.resource, this.attribute)) {
      return ignoredProblems(this.resource, this.attribute);
    }
    if (isOverridden(this.resource, this.attribute) && !this.isBeside(overrideOf(this.resource, this.attribute))) {
      return overridden(this.attribute);
    }
    return configured(this.resource, this.attribute) === this.written ? [] : replaced(this.attribute);
  }

  /** Whether an override at synth keeps the added entries. */
  private isBeside(override: unknown): boolean {
    return (
      typeof override === "object" &&
      override !== null &&
      !Token.isUnresolved(override) &&
      !Token.isUnresolved(this.written) &&
      ![...this.added.keys(), ...this.yielding.keys()].some((name) => Object.hasOwn(override, name))
    );
  }
}
