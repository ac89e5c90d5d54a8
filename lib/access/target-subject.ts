import { type ITerraformResource, Token } from "cdktf";
import { cloudOf } from "../core/clouds";
import { FunctionCall } from "../core/function-call";
import { attributeOf } from "../core/resources";
import { type IPrincipal } from "../principal/principal-interfaces";
import { isResource } from "../core/given";
import { parentsOf } from "./parents";
import {
  type AccessSettings,
  clientIdToName,
  type FindSetting,
  type ServiceSettings,
  settingsIn,
  type SettingSubject,
} from "./service-settings";

/** A target from which the values of settings are taken. */
export interface TargetSubject extends SettingSubject {
  readonly target: ITerraformResource;
  /** Its ARM id, or that of something in it. */
  readonly scope: string;
}

export type TargetSettings = ServiceSettings<TargetSubject>;

/** The settings of an access to a target; undefined if there are none. */
export function settingsOfTarget(
  tables: readonly TargetSettings[],
  target: ITerraformResource | undefined,
  scope: string,
  principal: IPrincipal | undefined,
): AccessSettings | undefined {
  return isResource(target)
    ? settingsIn(tables, { target, scope, clientId: clientIdToName(principal) }, target.friendlyUniqueId)
    : undefined;
}

/** The resource of one of the types that a target is or is in, if the app has it. */
export function serviceOf(target: ITerraformResource, types: readonly string[]): ITerraformResource | undefined {
  if (types.includes(target.terraformResourceType)) {
    return target;
  }
  return parentsOf(target)
    .map((parent) => serviceOf(parent, types))
    .find((found) => found !== undefined);
}

/** An attribute of the service's resource; if the app has only a part of it, what its name gives. */
export function ofService(
  types: readonly string[],
  attribute: string,
  otherwise?: (name: string, target: ITerraformResource) => string,
): FindSetting<TargetSubject> {
  return (subject) => {
    const service = serviceOf(subject.target, types);
    return service ? attributeOf(service, attribute) : otherwise?.(nameInScope(subject), subject.target);
  };
}

/** What the name of the service's resource gives. */
export function fromName(
  types: readonly string[],
  make: (name: string, target: ITerraformResource) => string,
): FindSetting<TargetSubject> {
  return (subject) => {
    const service = serviceOf(subject.target, types);
    return make(service ? attributeOf(service, "name") : nameInScope(subject), subject.target);
  };
}

/** The index of the name in /subscriptions/<id>/resourceGroups/<group>/providers/<namespace>/<type>/<name>. */
const NAME_IN_ID = 8;

function nameInScope({ scope }: TargetSubject): string {
  return Token.isUnresolved(scope)
    ? Token.asString(new FunctionCall("element", new FunctionCall("split", "/", scope), NAME_IN_ID))
    : (scope.split("/")[NAME_IN_ID] ?? "");
}

/**
 * Ends of the DNS names of services, by cloud.
 *
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers
 * https://learn.microsoft.com/azure/china/resources-developer-guide
 */
const DNS_ZONES = {
  storage: { public: "core.windows.net", usgovernment: "core.usgovcloudapi.net", china: "core.chinacloudapi.cn" },
  vaults: { public: "vault.azure.net", usgovernment: "vault.usgovcloudapi.net", china: "vault.azure.cn" },
  messaging: {
    public: "servicebus.windows.net",
    usgovernment: "servicebus.usgovcloudapi.net",
    china: "servicebus.chinacloudapi.cn",
  },
  cosmos: { public: "documents.azure.com", usgovernment: "documents.azure.us", china: "documents.azure.cn" },
  search: { public: "search.windows.net", usgovernment: "search.azure.us", china: "search.azure.cn" },
} as const;

/** The end of the DNS names of a service in the cloud of a target; in the public one if only Terraform knows it. */
export function zoneOf(service: keyof typeof DNS_ZONES, target: ITerraformResource): string {
  const zones: Readonly<Record<string, string>> = DNS_ZONES[service];
  return zones[cloudOf(target) ?? ""] ?? DNS_ZONES[service].public;
}
