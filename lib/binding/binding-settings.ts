import { type ITerraformResource } from "cdktf";
import { type IConstruct } from "constructs";
import { type Access } from "../access/access";
import { clientIdToName, type Settings } from "../access/service-settings";
import { type SettingsOptions } from "../access/settings-options";
import { remember } from "../core/collections";
import { warn } from "../core/problems";
import { type Problem } from "../core/rules";
import { type IPrincipal } from "../principal/principal-interfaces";
import { SourceSettings } from "../source/source-settings";

/** An access of a binding, and how its settings are named. */
export interface NamedAccess {
  readonly access: Access;
  readonly options: SettingsOptions;
}

/** The settings of a binding, and what of them its sources have got. */
export class BindingSettings {
  private readonly written = new Map<ITerraformResource, Settings>();

  public constructor(private readonly binding: IConstruct) {}

  /** Writes the settings of an access into a source that takes some. */
  public write(source: ITerraformResource, principal: IPrincipal, { access, options }: NamedAccess): Problem[] {
    const settings = SourceSettings.of(source);
    if (options.writeToSources === false) {
      return [];
    }
    if (!settings.areWritten) {
      warn(this.binding, settings.warnings());
      return [];
    }
    const clientId = clientIdToName(principal);
    const found = {
      ...settings.settingsOfIdentity(clientId),
      ...settingsOf(access, options, principal, settings.runsFunctions, (some) => settings.clashes(some)),
    };
    const problems = settings.add(found);
    warn(this.binding, settings.nameIdentity(clientId));
    Object.assign(
      remember(this.written, source, (): Settings => ({})),
      found,
    );
    return problems;
  }

  /** The settings that clients in a source need, whether it has got them or not. */
  public of(source: ITerraformResource | undefined, principal: IPrincipal, accesses: readonly NamedAccess[]): Settings {
    const clientId = clientIdToName(principal);
    const written = source && this.written.get(source);
    const all: Settings = { ...(clientId === undefined ? {} : { AZURE_CLIENT_ID: clientId }), ...written };
    const clash = (some: Settings): boolean =>
      Object.entries(some).some(([name, value]) => Object.hasOwn(all, name) && all[name] !== value);
    accesses
      .filter(({ options }) => !written || options.writeToSources === false)
      .forEach(({ access, options }) => {
        Object.assign(all, settingsOf(access, options, principal, false, clash));
      });
    return all;
  }
}

/** The settings of an access; under a longer prefix if another target of its service has taken the usual one. */
function settingsOf(
  access: Access,
  options: SettingsOptions,
  principal: IPrincipal,
  forFunctions: boolean,
  clash: (some: Settings) => boolean,
): Settings {
  const own = access._settingsOf?.(principal);
  const find = (named: SettingsOptions): Settings => ({
    ...access.settings(named, principal),
    ...(forFunctions ? own?.connection(named) : {}),
  });
  const settings = find(options);
  if (!own || options.prefix !== undefined || !clash(settings)) {
    return settings;
  }
  return find({ ...options, prefix: `${own.prefix}_${own.target.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}` });
}
