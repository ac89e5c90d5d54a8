import { type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct } from "../core/attributes";
import { canonical, describe } from "../core/reference";
import { type Problem, rules, warnings } from "../core/rules";
import { circleProblems } from "../core/stack-order";
import { stateOf } from "../core/state";
import { settingsPlaceOf } from "./settings-place";
import { SETTINGS_SUPPORT, type SettingsPlace } from "./settings-support";
import { valueOfInstance } from "./value-of-instance";

/** With this, SDKs sign in as one of the user-assigned identities of a source. */
const CLIENT_ID = "AZURE_CLIENT_ID";

/** The settings that bindings add to one source. */
export class SourceSettings {
  public static of(source: ITerraformResource): SourceSettings {
    return stateOf(asConstruct(source), "source-settings", () => new SourceSettings(source));
  }

  private readonly construct: IConstruct;
  private readonly place?: SettingsPlace;
  private readonly added = new Map<string, string>();
  /** The identities that bindings use: client ids, and "" for the system-assigned one. */
  private readonly used = new Set<string>();

  private constructor(private readonly source: ITerraformResource) {
    this.construct = asConstruct(source);
    this.place = TerraformDataSource.isTerraformDataSource(source) ? undefined : settingsPlaceOf(source);
  }

  /** Whether bindings can write settings into the source. */
  public get areWritten(): boolean {
    return this.place !== undefined;
  }

  public get runsFunctions(): boolean {
    return SETTINGS_SUPPORT[this.source.terraformResourceType]?.runsFunctions === true;
  }

  /** Whether a binding has added one of the settings with another value. */
  public clashes(settings: Readonly<Record<string, string>>): boolean {
    return Object.entries(settings).some(([name, value]) => {
      const known = this.added.get(name);
      return known !== undefined && !this.isSame(known, value);
    });
  }

  /** Warns of a source that has its settings elsewhere. */
  public warnings(): Problem[] {
    return settingsElsewhere(this.source.terraformResourceType, this.construct.node.path);
  }

  /** Writes settings beside those that are there, or tells why it cannot. */
  public add(settings: Readonly<Record<string, string>>): Problem[] {
    const { place, construct } = this;
    const { path } = construct.node;
    const entries = Object.entries(settings);
    if (!place || entries.length === 0) {
      return [];
    }
    if (place.isUnknown) {
      return unknownContainers(path);
    }
    const own = entries.map(([name, value]) => [name, valueOfInstance(this.source, value)] as const);
    const problems = [
      ...entries.flatMap(([name, value]) => this.taken(name, value)),
      ...circleProblems(construct, Object.values(settings), "the settings"),
      ...own.flatMap(([name, value]) => (value === undefined ? settingOfOthers(name, path) : [])),
    ];
    const missing = own.filter(([name]) => !this.added.has(name));
    if (problems.length === 0 && missing.length > 0) {
      missing.forEach(([name]) => this.added.set(name, settings[name] ?? ""));
      place.add(Object.fromEntries(missing) as Record<string, string>);
    }
    return problems;
  }

  /** Names the identity with which clients sign in, unless the user has; tells if there are several. */
  public nameIdentity(clientId: string | undefined): Problem[] {
    if (!this.place) {
      return [];
    }
    this.used.add(clientId === undefined ? "" : canonical(clientId, this.construct));
    const isOfUser = !this.added.has(CLIENT_ID) && this.place.present(CLIENT_ID).length > 0;
    return this.used.size > 1 && !isOfUser ? severalIdentities(this.construct.node.path) : [];
  }

  /** The settings that name an identity. */
  public settingsOfIdentity(clientId: string | undefined): Readonly<Record<string, string>> {
    return clientId === undefined || !this.place || this.place.present(CLIENT_ID).length > 0
      ? {}
      : { [CLIENT_ID]: clientId };
  }

  private taken(name: string, value: string): Problem[] {
    const others = (this.place?.present(name) ?? []).filter(
      (present) => present.value === undefined || !this.isSame(this.added.get(name) ?? present.value, value),
    );
    const [other] = others;
    return other
      ? settingTaken(
          name,
          this.construct.node.path,
          shown(other.value, this.construct),
          describe(value, this.construct),
        )
      : [];
  }

  private isSame(one: string, other: string): boolean {
    return one === other || canonical(one, this.construct) === canonical(other, this.construct);
  }
}

/** What was configured may be a secret, unless it looks like an address or an id. */
function shown(value: string | undefined, scope: IConstruct): string {
  const isAddress = value !== undefined && (Token.isUnresolved(value) || /^[\w.:/-]{1,100}$/.test(value));
  return isAddress ? describe(value, scope) : "another value";
}

const OF = "Settings";

const settingTaken = rules<[name: string, source: string, present: string, value: string]>(OF, [
  {
    rule: "setting-taken",
    message: (name, source, present, value) =>
      `${source} has the setting ${name} already: ${present}, and not ${value}; rename one of them ` +
      "(prefix or names in the settings of the binding), or remove the one that is there",
  },
]);

const unknownContainers = rules<[source: string]>(OF, [
  {
    rule: "containers-unknown-at-synth",
    message: (source) =>
      `the containers of ${source} are known only at apply, so that no settings can be added to them; give the binding ` +
      "settings: { writeToSources: false }, and put binding.settings into the containers",
  },
]);

const settingOfOthers = rules<[name: string, source: string]>(OF, [
  {
    rule: "setting-of-other-instances",
    message: (name, source) =>
      `the setting ${name} has a value for each instance of a resource with count or for_each, and ${source} does not have ` +
      "the same instances; give both the same iterator or count, or give the binding settings: { writeToSources: false }",
  },
]);

const severalIdentities = warnings<[source: string]>(OF, [
  {
    rule: "client-id-ambiguous",
    message: (source) =>
      `bindings use several identities of ${source}, and ${CLIENT_ID} can name only one of them; choose the others in the ` +
      `code, with the client ids in AZURE_<SERVICE>_CLIENTID, or set ${CLIENT_ID} yourself`,
  },
]);

const settingsElsewhere = warnings<[type: string, source: string]>(OF, [
  {
    rule: "settings-in-deployments",
    when: (type) => type === "azurerm_spring_cloud_app",
    message: (_, source) =>
      `${source} has its settings in its deployments, which a binding does not change; put binding.settings into their ` +
      "environment_variables",
  },
]);
