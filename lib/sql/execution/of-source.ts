import { TerraformDataSource, TerraformResource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { configured } from "../../core/attributes";
import { isOwnDataSource } from "../../core/own-resource";
import { elementAt, referenceIn } from "../../core/reference";
import { type SqlFact } from "../model/fact";
import { idOfPrincipal } from "../model/principal-of-fact";

/** Whether a fact contains values that only a source provides. */
export function isOfSource(fact: SqlFact): boolean {
  const origin = fact.kind === "database-user" && fact.origin.type === "directory" ? fact.origin.objectId : undefined;
  const ids = [idOfPrincipal(fact), "objectId" in fact ? fact.objectId : undefined, origin];
  return ids.some((id) => id !== undefined && isToldBySource(id));
}

/**
 * Known ids, user-assigned identities and directory lookups do not depend on sources, unless the lookup is about one.
 */
function isToldBySource(id: string): boolean {
  if (!Token.isUnresolved(id)) {
    return false;
  }
  const reference = referenceIn(id);
  if (reference === undefined || !/^(azurerm_user_assigned_identity$|azuread_)/.test(reference.type)) {
    return true;
  }
  const lookedUp = objectIdGiven(elementAt(reference));
  return typeof lookedUp === "string" && isToldBySource(lookedUp);
}

function objectIdGiven(element: IConstruct | undefined): unknown {
  if (isOwnDataSource(element)) {
    return element.argument("object_id");
  }
  return TerraformDataSource.isTerraformDataSource(element) || TerraformResource.isTerraformResource(element)
    ? configured(element, "object_id")
    : undefined;
}
