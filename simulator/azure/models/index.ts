// The special behavior of resource types, one file for each group.
import { combine, type CompleteModel, type ResourceModel, type ResourceModels } from "../model";
import { APPLICATIONS } from "./applications";
import { objectIds } from "./directory-objects";
import { DIRECTORY_ROLES } from "./directory-roles";
import { FEDERATED_CREDENTIAL } from "./federated-credential";
import { GROUPS_AND_USERS } from "./groups-and-users";
import { GUESTS } from "./guests";
import { identities } from "./identity";
import { KEY_VAULT } from "./key-vault";
import { KUBERNETES } from "./kubernetes";
import { LOGIC_APPS } from "./logic-apps";
import { MANAGED_IDENTITY } from "./managed-identity";
import { places } from "./places";
import { RESOURCE_GROUP } from "./resource-group";
import { ROLES } from "./roles";
import { references } from "./references";
import { SERVICES } from "./services";
import { TEMPLATE_DEPLOYMENTS } from "./template-deployments";
import { uniqueNames } from "./unique-names";
import { VIRTUAL_MACHINES } from "./virtual-machines";

const BY_TYPE: ResourceModels = {
  ...APPLICATIONS,
  ...DIRECTORY_ROLES,
  ...FEDERATED_CREDENTIAL,
  ...GROUPS_AND_USERS,
  ...GUESTS,
  ...KEY_VAULT,
  ...KUBERNETES,
  ...LOGIC_APPS,
  ...MANAGED_IDENTITY,
  ...RESOURCE_GROUP,
  ...ROLES,
  ...SERVICES,
  ...TEMPLATE_DEPLOYMENTS,
  ...VIRTUAL_MACHINES,
};

/** Common behavior of all ARM resources. */
const EVERYWHERE: readonly ResourceModel[] = [places, references, uniqueNames, identities];

/** The behavior of a type. */
export function modelOf(type: string): CompleteModel {
  const special = BY_TYPE[type];
  const general = type.startsWith("azurerm_") ? EVERYWHERE : [objectIds];
  return combine([...general, ...(special ? [special] : [])]);
}
