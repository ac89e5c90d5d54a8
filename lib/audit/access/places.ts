import { type Analysis } from "../terraform/analysis";
import { type Block } from "../terraform/document";
import { argumentOf, isGiven, ownerOf, textOf } from "./reading";

/** How blocks are called in the model, and what they are grouped by. */

/** For people: the name that Azure shows, or else the one in Terraform. */
export function labelOf(block: Block, analysis: Analysis): string {
  for (const name of ["display_name", "name", "user_principal_name"]) {
    const text = textOf(analysis, argumentOf(block, name), block);
    if (text !== undefined && text !== "") {
      return text;
    }
  }
  return block.name;
}

/** The name of the resource group, or else that of the document. */
export function clusterOf(block: Block, analysis: Analysis): string {
  return resourceGroupOf(block, analysis)?.name ?? block.document.name;
}

export interface ResourceGroup {
  readonly name: string;
  readonly block?: Block;
}

export function resourceGroupOf(block: Block, analysis: Analysis): ResourceGroup | undefined {
  const argument = argumentOf(block, "resource_group_name");
  if (!isGiven(argument)) {
    const id = textOf(analysis, argumentOf(block, "id"), block);
    const [, name] = id === undefined ? [] : (/^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(id) ?? []);
    return name === undefined ? undefined : { name };
  }
  const owner = ownerOf(analysis, argument, block);
  if (owner?.type === "azurerm_resource_group" && owner.block) {
    return { name: labelOf(owner.block, analysis), block: owner.block };
  }
  const name =
    textOf(analysis, argument, block) ?? (owner && owner.type !== "" ? `${owner.type}.${owner.name}` : undefined);
  return name === undefined ? undefined : { name };
}
