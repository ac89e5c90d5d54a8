import { readDeployment, type TemplateDeployment, TemplateError } from "../../arm-template";
import { blocksOf, isObject, type ObjectValue, textOf } from "../../protocol/values";
import { deployTemplate } from "../deployments/deploy";
import { goJson, jsonObject } from "../json-text";
import { type ResourceModels, type Write } from "../model";
import { AzureError, Refusal } from "../refusal";

/** Resources are not available to expressions that are evaluated before the deployment. */
class Later extends Error {}

export const TEMPLATE_DEPLOYMENTS: ResourceModels = {
  azurerm_resource_group_template_deployment: {
    json: ["template_content", "parameters_content"],
    recomputed: { output_content: ["template_content", "parameters_content"] },

    check: (write) => {
      if (write.attributes.deployment_mode !== "Incremental") {
        throw new Refusal(
          'deployment_mode "Complete" deletes whatever the template does not have, which is not modelled; use "Incremental"',
        );
      }
      const deployment = deploymentOf(write);
      const calls = deployment.calls(() => {
        throw new Later();
      });
      deployment.resources.forEach((resource) => {
        asFarAsKnown(() => validated(() => resource.body(calls)));
      });
    },

    carryOut: async (write) => {
      const deployment = deploymentOf(write);
      const { outputs, failure } = await deployTemplate(deployment, write.azure, write.account);
      return {
        computed: {
          output_content: goJson(outputs),
          parameters_content: goJson(deployment.parameters),
          template_content: goJson(objectIn("template_content", write)),
        },
        // Resource Manager lists the resources of successful deployments only.
        made: failure ? [] : deployment.resources.map(({ id }) => id),
        ...(failure && { failure }),
      };
    },

    keep: (state, _write, { output_content, parameters_content, template_content }) => ({
      ...state,
      output_content: output_content ?? "{}",
      parameters_content: parameters_content ?? "{}",
      template_content: template_content ?? "{}",
    }),

    takesAlong: ({ features }) => {
      const [deployments] = blocksOf(blocksOf(features)[0]?.template_deployment);
      return deployments?.delete_nested_items_during_deletion !== false;
    },
  },
};

/** The deployment as Resource Manager validates it. */
function deploymentOf(write: Write): TemplateDeployment {
  const { azure, account, attributes } = write;
  const resourceGroup = textOf(attributes.resource_group_name) ?? "";
  const group = azure.inventory.find(`/subscriptions/${account.subscriptionId}/resourceGroups/${resourceGroup}`);
  return validated(() =>
    readDeployment(objectIn("template_content", write), objectIn("parameters_content", write), {
      tenantId: account.tenantId,
      subscriptionId: account.subscriptionId,
      resourceGroup,
      location: textOf(group?.state.location) ?? "",
      tags: isObject(group?.state.tags) ? group.state.tags : {},
      deployment: textOf(attributes.name) ?? "",
    }),
  );
}

/** The object in a JSON argument; empty if the argument is omitted. */
function objectIn(name: string, { attributes, config }: Write): ObjectValue {
  const text = textOf(attributes[name]);
  const value = text === undefined && (config[name] ?? null) === null ? {} : jsonObject(text);
  if (!value) {
    throw new Refusal(`expanding \`${name}\`: it is no JSON object`);
  }
  return value;
}

function validated<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof TemplateError
      ? new AzureError(400, "InvalidTemplate", `Deployment template validation failed: '${error.message}'.`)
      : error;
  }
}

function asFarAsKnown(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Later)) {
      throw error;
    }
  }
}
