import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { Fn, type IResolvable, type ITerraformResource, type TerraformProvider, TerraformStack, Token } from "cdktf";
import { type Construct } from "constructs";
import { configured } from "./attributes";
import { type Argument, FunctionCall } from "./function-call";
import { replacedWith } from "./replaced-with";
import { checkUniqueness, comparable, comparableText, type UniqueKind } from "./uniqueness";

/** An ARM template and where it goes. */
export interface TemplateDeploymentProps {
  /** Name of the deployment and of what it deploys: another name has to replace both, or the old resource would stay. */
  readonly name: string;
  readonly resourceGroupName: string;
  /**
   * The same whatever the parameters are, so that no text of theirs is taken for an expression of the template. It has an
   * output: a deployment that has none failed.
   */
  readonly template: Argument;
  /** Values of the template's parameters. */
  readonly parameters: Readonly<Record<string, Argument>>;
  /** The azurerm provider, which decides on the subscription; the default one where there is none. */
  readonly provider?: TerraformProvider;
  /** What the deployed goes down with: when one of these is replaced, so is the deployment. */
  readonly replacedWith?: readonly ITerraformResource[];
}

/** azurerm takes a deployment that failed when it was updated for done, and knows no outputs of it. */
const SUCCEEDED = {
  condition: '${self.output_content != "{}"}',
  errorMessage:
    'template deployment "${self.name}" failed when it was last changed, and azurerm does not try it again; ' +
    "forget it with: az deployment group delete --resource-group ${self.resource_group_name} --name ${self.name} " +
    "(what it deployed stays), and apply again",
};

/** Deploys what the azurerm provider has no resource for. */
export function deployTemplate(
  scope: Construct,
  id: string,
  { name, resourceGroupName, template, parameters, provider, replacedWith: replaced }: TemplateDeploymentProps,
): ResourceGroupTemplateDeployment {
  const values = Object.entries(parameters).map(([parameter, value]) => [parameter, { value }] as const);
  const deployment = new ResourceGroupTemplateDeployment(scope, id, {
    name,
    resourceGroupName,
    provider,
    deploymentMode: "Incremental",
    templateContent: Token.asString(new FunctionCall("jsonencode", template)),
    parametersContent: Token.asString(new FunctionCall("jsonencode", Object.fromEntries(values))),
    lifecycle: { ...replacedWith(replaced, TerraformStack.of(scope)), postcondition: [SUCCEEDED] },
  });
  checkUniqueness(deployment.cdktfStack, DEPLOYMENTS);
  return deployment;
}

/**
 * What the template tells under this name when it is deployed; nothing where that failed, so that everything can be
 * destroyed nevertheless.
 */
export function outputOf(deployment: ResourceGroupTemplateDeployment, name: string): string {
  const told = Fn.lookupNested(Fn.jsondecode(deployment.outputContent), [name, "value"]) as IResolvable;
  return Token.asString(new FunctionCall("try", told, ""));
}

const DEPLOYMENTS: UniqueKind = {
  keyOf: (resource) =>
    resource instanceof ResourceGroupTemplateDeployment
      ? [...comparable(resource, ["resource_group_name", "name"]), subscriptionOf(resource)]
      : undefined,
  message: (first) =>
    `has the name and the resource group of ${first}, so that each would overwrite the other; give one of them another name`,
};

/** What the provider of a deployment says about the subscription; empty where that is left to whoever runs Terraform. */
function subscriptionOf(deployment: ResourceGroupTemplateDeployment): string {
  const provider =
    deployment.provider ??
    deployment.cdktfStack
      .allProviders()
      .find(({ terraformResourceType, alias }) => terraformResourceType === "azurerm" && alias === undefined);
  return provider ? comparableText(configured(provider, "subscription_id"), provider) : "";
}
