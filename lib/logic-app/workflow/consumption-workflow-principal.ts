import { type Construct } from "constructs";
import { addressOf } from "../../core/attribute-reference";
import { FunctionCall } from "../../core/function-call";
import { OwnResource } from "../../core/own-resource";
import { outputOf, type TemplateDeployment } from "../../core/template-deployment";
import { lookedUpClientId } from "../../principal/client-id-lookup";
import { type ClientId, ObjectId } from "../../principal/principal-ids";
import { type IPrincipal, PrincipalType } from "../../principal/principal-interfaces";

/**
 * The system-assigned identity of a workflow that a template deploys.
 *
 * With every change of a deployment, its outputs are unknown until it is applied, and Terraform would replace every role
 * assignment that refers to them. Therefore a `terraform_data` keeps the object id for as long as the deployment exists.
 */
export class ConsumptionWorkflowPrincipal implements IPrincipal {
  public readonly principalType = PrincipalType.SERVICE_PRINCIPAL;
  public readonly objectId: ObjectId;

  /** @param displayName the name of the workflow, which its identity has in Entra ID as well */
  public constructor(
    private readonly scope: Construct,
    private readonly deployment: TemplateDeployment,
    public readonly displayName: string,
  ) {
    const told = outputOf(deployment, "principalId");
    const kept = new OwnResource(scope, "identity", "terraform_data", {
      input: told,
      triggers_replace: deployment.text("id"),
    });
    kept.lifecycle = {
      ignoreChanges: ["input"],
      postcondition: [
        {
          // A failed deployment has no outputs.
          condition: new FunctionCall("contains", ["", "${self.output}"], told).toString(),
          errorMessage:
            `the identity of workflow ${scope.node.path} was replaced outside of Terraform by ${told}, which has no access; ` +
            `give it the access of the old one with: terraform apply -replace=${addressOf(kept)}`,
        },
      ],
    };
    this.objectId = ObjectId.of(kept.text("output"));
  }

  public findClientId(): ClientId {
    return lookedUpClientId(this.scope, this.objectId.value, this.deployment);
  }
}
