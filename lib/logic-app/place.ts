import { type ITerraformResource } from "cdktf";
import { attributeOf, resourceGroupProblems } from "../core/resources";
import { firstRule, type Problem } from "../core/rules";

/** A resource group and a region, as users give them. */
export interface GivenPlace {
  readonly resourceGroup?: ITerraformResource;
  readonly resourceGroupName?: string;
  readonly location?: string;
}

/** Where a template is deployed. */
export interface Place {
  readonly resourceGroupName: string;
  readonly location: string;
}

/** The region is by default that of the resource group. */
export function placeOf({ resourceGroup, resourceGroupName = "", location }: GivenPlace): Place {
  return {
    resourceGroupName: resourceGroup ? attributeOf(resourceGroup, "name") : resourceGroupName,
    location: location ?? (resourceGroup ? attributeOf(resourceGroup, "location") : ""),
  };
}

/** Errors in the place of a connection or a workflow. */
export function placeProblems(props: GivenPlace): Problem[] {
  const problems = groupAndRegion(props);
  return problems.length === 0 && props.resourceGroup ? resourceGroupProblems(props.resourceGroup) : problems;
}

const groupAndRegion = firstRule<[props: GivenPlace]>("ManagedIdentityApiConnection", [
  {
    rule: "resource-group-or-name",
    when: ({ resourceGroup, resourceGroupName }) => (resourceGroup === undefined) === (resourceGroupName === undefined),
    message: "either resourceGroup or resourceGroupName must be given; give the resource where it is in the app",
  },
  {
    rule: "connection-without-location",
    when: ({ resourceGroup, location }) => resourceGroup === undefined && location === undefined,
    message: "resourceGroupName alone does not determine the region; give location as well",
  },
]);
