import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { childOf } from "../core/children";
import { Instances } from "../core/instances";
import { OwnDataSource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { ClientId } from "./principal-ids";

/** The id of the lookup below the owner of the identity. */
const ID = "service-principal";

/**
 * The client id of a system-assigned identity, which azurerm does not export. The first call adds an
 * `azuread_service_principal` data source below the owner, which needs the azuread provider.
 *
 * @param belongsTo the resource with the identity, in whose tenant the lookup is made
 */
export function lookedUpClientId(owner: Construct, objectId: string, belongsTo: ITerraformResource): ClientId {
  const create = (scope: Construct): OwnDataSource<"azuread_service_principal"> => {
    const placement = new Placement("azuread", scope, () => ({ belongsTo }));
    const instances = (): Instances | undefined => Instances.of([objectId], scope);
    const one = { object_id: objectId };
    const found = new OwnDataSource(scope, ID, "azuread_service_principal", one, { placement, instances });
    checkAtSynth(found, () => placement.problems());
    return found;
  };
  return ClientId.of(childOf(owner, ID, create).text("client_id"));
}
