import { type IPrincipal } from "../principal/principal-interfaces";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { ClientType } from "./client-type";
import { type SettingsOptions } from "./settings-options";

/** What values of settings are taken from. */
export interface SettingSubject {
  /** The client id of a user-assigned identity, which clients have to name. */
  readonly clientId?: string;
}

/** Finds a value; a setting without one is left out. */
export type FindSetting<Subject> = (subject: Subject) => string | undefined;

export type SettingValue<Subject> = string | FindSetting<Subject>;

export type SettingValues<Subject> = Readonly<Record<string, SettingValue<Subject>>>;

/** The settings that the clients of a service need, as a table. */
export interface ServiceSettings<Subject extends SettingSubject> {
  /** Begins all names, such as "AZURE_KEYVAULT". */
  readonly prefix: string;
  /** By the end of their names, for client types that have no others. */
  readonly values: SettingValues<Subject>;
  /**
   * By the end of their names, for client types with settings of their own.
   *
   * @default - none
   */
  readonly perClient?: Readonly<Partial<Record<ClientType, SettingValues<Subject>>>>;
  /**
   * Properties of Spring, with their whole names.
   *
   * @default - Spring has the settings of the others
   */
  readonly spring?: SettingValues<Subject>;
  /**
   * What an identity-based connection of Azure Functions needs, besides its credential.
   *
   * @default - Functions has no such connection to the service
   */
  readonly connection?: SettingValues<Subject>;
  /**
   * Whether a target has these settings.
   *
   * @default - all have
   */
  readonly when?: (subject: Subject) => boolean;
}

export type Settings = Record<string, string>;

/** The settings of an access for a principal. */
export interface AccessSettings {
  /** Begins the names. */
  readonly prefix: string;
  /** Tells the target from others of the service. */
  readonly target: string;
  /** What clients need. */
  plain(options: SettingsOptions): Settings;
  /** What connections of Azure Functions need. */
  connection(options: SettingsOptions): Settings;
}

/** The settings in some tables for a subject. */
export function settingsIn<Subject extends SettingSubject>(
  tables: readonly ServiceSettings<Subject>[],
  subject: Subject,
  target: string,
): AccessSettings | undefined {
  const [first, ...others] = tables.filter(({ when }) => when?.(subject) !== false);
  if (!first) {
    return undefined;
  }
  const each = (find: (table: ServiceSettings<Subject>) => Settings): Settings =>
    [first, ...others].reduce((all, table) => ({ ...all, ...find(table) }), {});
  return {
    prefix: first.prefix,
    target,
    plain: (options) => each((table) => plainSettings(table, subject, options)),
    connection: (options) => each((table) => connectionSettings(table, subject, options)),
  };
}

function plainSettings<Subject extends SettingSubject>(
  { prefix, values, perClient = {}, spring }: ServiceSettings<Subject>,
  subject: Subject,
  options: SettingsOptions,
): Settings {
  const { clientType = ClientType.NONE } = options;
  return clientType === ClientType.SPRING && spring
    ? named(spring, subject, options, (name) => name)
    : named(perClient[clientType] ?? values, subject, options, (end) => `${options.prefix ?? prefix}_${end}`);
}

/** https://learn.microsoft.com/azure/azure-functions/functions-reference#common-properties-for-identity-based-connections */
function connectionSettings<Subject extends SettingSubject>(
  { prefix, connection }: ServiceSettings<Subject>,
  subject: Subject,
  options: SettingsOptions,
): Settings {
  const all = connection && { ...connection, credential: "managedidentity", clientId: subject.clientId ?? NOTHING };
  return named(all ?? {}, subject, options, (end) => `${options.prefix ?? prefix}__${end}`);
}

const NOTHING = (): undefined => undefined;

function named<Subject extends SettingSubject>(
  values: SettingValues<Subject>,
  subject: Subject,
  { names = {} }: SettingsOptions,
  nameOf: (end: string) => string,
): Settings {
  const found = Object.entries(values).flatMap(([end, value]) => {
    const text = typeof value === "function" ? value(subject) : value;
    const name = nameOf(end);
    const isAddress = typeof value === "function" && text !== subject.clientId;
    return text === undefined ? [] : [{ name: names[name] ?? name, text, isAddress }];
  });
  // A client id alone leads nowhere: parts of some services have no address of their own.
  return found.some(({ isAddress }) => isAddress)
    ? Object.fromEntries(found.map(({ name, text }) => [name, text]))
    : {};
}

/** The client id of a user-assigned identity: with others, clients sign in without naming them. */
export function clientIdToName(principal: IPrincipal | undefined): string | undefined {
  const { resourceId, clientId } = (principal ?? {}) as Partial<IUserAssignedIdentity>;
  return resourceId === undefined ? undefined : clientId?.value;
}

/** Names the identity among those of a source. */
export const CLIENT_ID = ({ clientId }: SettingSubject): string | undefined => clientId;
