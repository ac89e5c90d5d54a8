import {
  Fn,
  type IResolvable,
  type ITerraformResource,
  type TerraformProvider,
  type TerraformResource,
  TerraformStack,
  Token,
} from "cdktf";
import { type Construct } from "constructs";
import { configured } from "./attributes";
import { type Argument, FunctionCall } from "./function-call";
import { OwnResource } from "./own-resource";
import { Placement } from "./placement";
import { checkAtSynth } from "./problems";
import { referenceIn } from "./reference";
import { replacedWith } from "./replacement";
import { checkUniqueness, comparable, subscriptionOf, type UniqueKind } from "./uniqueness";

/** An ARM template and its target. */
export interface TemplateDeploymentProps {
  /** Name of the deployment and of its resource. Another name must replace both, or the old resource would stay. */
  readonly name: string;
  readonly resourceGroupName: string;
  /**
   * Independent of the parameters, so that no user text becomes a template expression. It must have an output: a
   * deployment without outputs has failed.
   */
  readonly template: Argument;
  /** Values of the template's parameters. */
  readonly parameters: Readonly<Record<string, Argument>>;
  /** The requested azurerm provider, which selects the subscription. */
  readonly provider?: TerraformProvider;
  /** A resource in the same subscription, whose provider creates the deployment by default. */
  readonly belongsTo?: ITerraformResource;
  /** Resources whose replacement deletes the deployed resource, and therefore replaces the deployment. */
  readonly replacedWith?: readonly ITerraformResource[];
}

/** The resource of a deployment. */
export type TemplateDeployment = OwnResource<"azurerm_resource_group_template_deployment">;

/** azurerm treats a deployment whose update failed as done, but without outputs. */
const SUCCEEDED = {
  condition: '${self.output_content != "{}"}',
  errorMessage:
    'template deployment "${self.name}" failed when it was last changed, and azurerm does not try it again; ' +
    "forget it with: az deployment group delete --resource-group ${self.resource_group_name} --name ${self.name} " +
    "(what it deployed stays), and apply again",
};

/** Deploys a resource that the azurerm provider does not support. */
export function deployTemplate(scope: Construct, id: string, props: TemplateDeploymentProps): TemplateDeployment {
  const { name, resourceGroupName, template, parameters, provider, belongsTo } = props;
  const values = Object.entries(parameters).map(([parameter, value]) => [parameter, { value }] as const);
  const placement = new Placement("azurerm", scope, () => ({ provider, belongsTo, inSubscription: true }));
  const deployment = new OwnResource(
    scope,
    id,
    "azurerm_resource_group_template_deployment",
    {
      name,
      resource_group_name: resourceGroupName,
      deployment_mode: "Incremental",
      template_content: Token.asString(new FunctionCall("jsonencode", template)),
      parameters_content: Token.asString(new FunctionCall("jsonencode", Object.fromEntries(values))),
    },
    {
      placement,
      lifecycle: { ...replacedWith(props.replacedWith, TerraformStack.of(scope)), postcondition: [SUCCEEDED] },
    },
  );
  checkAtSynth(deployment, () => placement.problems());
  checkUniqueness(deployment.cdktfStack, DEPLOYMENTS);
  return deployment;
}

/** An output of the deployment; empty if the deployment failed, so that everything can be destroyed nevertheless. */
export function outputOf(deployment: TemplateDeployment, name: string): string {
  const told = Fn.lookupNested(Fn.jsondecode(deployment.text("output_content")), [name, "value"]) as IResolvable;
  return Token.asString(new FunctionCall("try", told, ""));
}

/** A resource group of the app identifies the place. A name identifies it only within a subscription. */
function placeOf(deployment: TerraformResource): string {
  const group = configured(deployment, "resource_group_name");
  return typeof group === "string" && referenceIn(group) ? "" : subscriptionOf(deployment);
}

const DEPLOYMENTS: UniqueKind = {
  name: "template deployments",
  keyOf: (resource) =>
    resource.terraformResourceType === "azurerm_resource_group_template_deployment"
      ? [...comparable(resource, ["resource_group_name", "name"]), placeOf(resource)]
      : undefined,
  message: (first) =>
    `has the name and the resource group of ${first}, so that each would overwrite the other; give one of them another name`,
};
