import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { asConstruct, configureBlock, configured, ignoredProblems } from "../../core/attributes";
import { checkAtSynth } from "../../core/problems";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";
import { principalOf, principalProblems } from "../../principal/principal-problems";
import { MANAGED_INSTANCE, SERVER } from "../execution/server-identity";
import { sqlNameProblems } from "./sql-name";

/** The block of a server with its Entra administrator, and the names of its attributes. */
interface AdministratorBlock {
  readonly block: string;
  /** Property of the bindings that disables passwords. */
  readonly entraOnly: string;
  /** Whether the block has the kind of principal. */
  readonly hasPrincipalType: boolean;
}

const BLOCKS: Readonly<Record<string, AdministratorBlock>> = {
  [SERVER]: {
    block: "azuread_administrator",
    entraOnly: "azureadAuthenticationOnly",
    hasPrincipalType: false,
  },
  [MANAGED_INSTANCE]: {
    block: "azure_active_directory_administrator",
    entraOnly: "azureadAuthenticationOnlyEnabled",
    hasPrincipalType: true,
  },
};

export const ADMINISTRATED_TYPES = Object.keys(BLOCKS);

/** azurerm's names of the kinds of principals in this block. */
const PRINCIPAL_TYPES: Readonly<Record<PrincipalType, string>> = {
  [PrincipalType.GROUP]: "Group",
  [PrincipalType.SERVICE_PRINCIPAL]: "Application",
  [PrincipalType.USER]: "User",
};

/** The administrator of a server. */
export interface AdministratorProps {
  readonly server: ITerraformResource;
  readonly administrator?: IPrincipal;
  readonly administratorName?: string;
  readonly entraOnly?: boolean;
}

/** Sets the Entra administrator of a server, or completes the configured one. */
export function setAdministrator(
  asker: Construct,
  { server, administratorName, entraOnly = true, ...who }: AdministratorProps,
): void {
  const administrator = who.administrator && principalOf(who.administrator);
  const row = BLOCKS[server.terraformResourceType];
  if (!row) {
    return; // reported as a server of the wrong type
  }
  const { block, entraOnly: mode, hasPrincipalType } = row;
  const { path } = asConstruct(server).node;
  const present = configured(server, block) as Readonly<Record<string, unknown>> | undefined;
  if (present?.[mode] === undefined) {
    checkAtSynth(asConstruct(server), () => ignoredProblems(server, block));
  }
  if (!administrator) {
    if (present) {
      configureBlock(server, block, { [mode]: entraOnly, ...present });
    } else {
      checkAtSynth(asker, () => [
        `server ${path} has no Entra administrator, and only one can create logins for Entra principals; give administrator`,
      ]);
    }
    return;
  }
  const loginUsername = administratorName ?? administrator.displayName;
  checkAtSynth(asker, () => [
    ...principalProblems(administrator, asker),
    ...sqlNameProblems("administrator", loginUsername, asker),
    ...(present
      ? [
          `server ${path} has an Entra administrator already, and a server has one; leave out administrator, or remove ${block}`,
        ]
      : []),
  ]);
  if (!present) {
    configureBlock(server, block, {
      loginUsername: loginUsername ?? "",
      objectId: administrator.objectId.value,
      [mode]: entraOnly,
      ...(hasPrincipalType && { principalType: PRINCIPAL_TYPES[administrator.principalType] }),
    });
  }
}
