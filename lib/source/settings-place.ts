import { type ITerraformResource } from "cdktf";
import { ContainerSettings } from "./container-settings";
import { LOST_SETTINGS } from "./lost-settings";
import { MapAttribute } from "./map-attribute";
import { type PresentSetting, SETTINGS_SUPPORT, type SettingsPlace } from "./settings-support";

/** Where a source keeps its settings; undefined if it keeps none. */
export function settingsPlaceOf(source: ITerraformResource): SettingsPlace | undefined {
  const { terraformResourceType: type } = source;
  switch (Object.hasOwn(SETTINGS_SUPPORT, type) ? SETTINGS_SUPPORT[type]?.kept : undefined) {
    case "app_settings":
      return new AppSettings(source);
    case "template":
      return new ContainerSettings(source, "template");
    case "containers":
      return new ContainerSettings(source);
    default:
      return undefined;
  }
}

class AppSettings implements SettingsPlace {
  public readonly isUnknown = false;
  private readonly map: MapAttribute;

  public constructor(source: ITerraformResource) {
    this.map = MapAttribute.of(source, "app_settings");
  }

  public present(name: string): readonly PresentSetting[] {
    const value = this.map.get(name);
    return value === undefined ? [] : [{ value }];
  }

  public add(settings: Readonly<Record<string, string>>): void {
    this.map.setBeside(settings, LOST_SETTINGS);
  }
}
