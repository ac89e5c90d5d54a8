import { blocksOf, elementsOf, isList, isObject, type ObjectValue, textOf, type Value } from "../../protocol/values";
import { type Azure } from "../azure";
import { type Resource } from "../inventory";

/** A setting in the value of a connection. */
const SETTING = /@\{?appsetting\('([^']+)'\)\}?/gi;

/** Settings that azurerm or Azure gives every Standard app. */
const GIVEN =
  /^(WEBSITE_.*|REGION_NAME|APP_KIND|FUNCTIONS_.*|AzureWebJobs.*|AzureFunctionsJobHost__extensionBundle__.*)$/i;

/** A deployed Standard logic app, as its workflows see it. */
export class LogicAppSite {
  private readonly settings: ReadonlyMap<string, string>;

  public constructor(
    private readonly azure: Azure,
    private readonly app: Resource,
  ) {
    const settings = isObject(app.state.app_settings) ? Object.entries(app.state.app_settings) : [];
    this.settings = new Map(settings.map(([name, value]) => [name.toLowerCase(), textOf(value) ?? ""]));
  }

  /** The names of settings in a value that the app does not have. */
  public missingSettings(value: Value): string[] {
    const used = [...JSON.stringify(value).matchAll(SETTING)].map(([, name = ""]) => name);
    return [...new Set(used)].filter((name) => !this.settings.has(name.toLowerCase()) && !GIVEN.test(name));
  }

  /** A value with those of the settings in it. */
  public resolved(value: Value): Value {
    if (typeof value === "string") {
      return value.replace(SETTING, (_, name: string) => this.settings.get(name.toLowerCase()) ?? "");
    }
    if (isList(value)) {
      return value.map((element) => this.resolved(element));
    }
    return isObject(value) ? this.resolvedObject(value) : value;
  }

  public resolvedObject(value: ObjectValue): ObjectValue {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, this.resolved(member)]));
  }

  /** The object id of an identity of the app: of its own, or of the user-assigned one with this id. */
  public objectIdOf(identity: string | undefined): string | undefined {
    const [block = {}] = blocksOf(this.app.state.identity);
    if (identity === undefined) {
      const objectId = textOf(block.principal_id);
      return objectId === "" ? undefined : objectId;
    }
    const ids = elementsOf(block.identity_ids).map((id) => textOf(id)?.toLowerCase());
    return ids.includes(identity.toLowerCase())
      ? textOf(this.azure.inventory.find(identity)?.state.principal_id)
      : undefined;
  }
}
