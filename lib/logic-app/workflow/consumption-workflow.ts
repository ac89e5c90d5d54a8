import { Lazy, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { type Argument, FunctionCall, literalArgument } from "../../core/function-call";
import { given, isResource, notMadeWith, textOr } from "../../core/given";
import { shortened } from "../../core/names";
import { checkAtSynth } from "../../core/problems";
import { type Problem } from "../../core/rules";
import { deployTemplate, type TemplateDeployment } from "../../core/template-deployment";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { type IUserAssignedIdentity } from "../../principal/user-assigned-managed-identity";
import { ManagedIdentityAuthentication } from "../actions/managed-identity-authentication";
import { type WorkflowAction } from "../actions/workflow-action";
import { type WorkflowTrigger } from "../actions/workflow-trigger";
import { ConnectionKeys } from "../connection-keys";
import { keyProblems } from "../connection-rules";
import { LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { type ManagedIdentityApiConnection } from "../managed-identity-api-connection";
import { ApiConnectionKind } from "../managed-identity-api-connection-props";
import { type Place, placeOf, placeProblems } from "../place";
import { missingIdentities } from "../workflow-identities";
import { entryOf } from "../workflow-connections";
import { partsIn } from "../workflow-text";
import { ConsumptionWorkflowPrincipal } from "./consumption-workflow-principal";
import {
  type ConsumptionWorkflowProps,
  type WorkflowAuthenticationOptions,
  type WorkflowConnectionOptions,
} from "./consumption-workflow-props";
import {
  notAnApiConnection,
  sizeProblems,
  workflowIdentityProblems,
  workflowNameProblems,
} from "./consumption-workflow-rules";
import { WORKFLOW_TEMPLATE } from "./consumption-workflow-template";
import { WorkflowContent } from "./workflow-content";

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const MAX_DEPLOYMENT_NAME = 64;

/**
 * A Consumption workflow that is deployed as a whole: its definition, connections, identity and state in one write.
 *
 * Actions can be renamed, removed and reordered in one apply, and no run starts with a part of them. The azurerm provider
 * writes a workflow part by part, so a template deployment creates it. Destroying the deployment deletes the workflow,
 * unless the provider feature `template_deployment.delete_nested_items_during_deletion` is off.
 *
 * https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-definition-language
 */
export class ConsumptionWorkflow extends Construct {
  /** Name of the workflow. */
  public readonly name: string;

  /** The deployment that creates the workflow. */
  public readonly resource: TerraformResource;

  /** @internal */
  public readonly _place: Place;

  /** @internal */
  public readonly _deployment: TemplateDeployment;

  private readonly identity?: IUserAssignedIdentity;
  private readonly content: WorkflowContent;
  private ownPrincipal?: IPrincipal;

  public constructor(scope: Construct, id: string, props: ConsumptionWorkflowProps) {
    super(scope, id);
    const { name, triggers = {}, actions = {}, enabled = true, tags = {}, ...more } = given(props);
    const noDefinition =
      more.definition === undefined ? [] : notMadeWith("definition", "WorkflowDefinition", more.definition);
    const wrongIdentity = workflowIdentityProblems(more.identity);
    this.name = name;
    this.identity = wrongIdentity.length > 0 ? undefined : more.identity;
    this._place = placeOf(given(props));
    this.content = new WorkflowContent(noDefinition.length > 0 ? undefined : more.definition, more.parameters ?? {});
    this._deployment = deployTemplate(this, "Default", {
      name: Token.isUnresolved(name) ? name : shortened(textOr(name), MAX_DEPLOYMENT_NAME),
      resourceGroupName: this._place.resourceGroupName,
      provider: more.provider,
      belongsTo: isResource(more.resourceGroup) ? more.resourceGroup : undefined,
      template: WORKFLOW_TEMPLATE,
      parameters: {
        name,
        location: this._place.location,
        tags,
        identity: this.identity
          ? { type: "UserAssigned", userAssignedIdentities: { [this.identity.resourceId]: {} } }
          : { type: "SystemAssigned" },
        state: enabled ? "Enabled" : "Disabled",
        definition: later(() => this.content.argument()),
        parameters: later(() => literalArgument(this.content.parameters())),
      },
    });
    this.resource = this._deployment;
    Object.entries(triggers).forEach(([key, trigger]) => {
      this.addTrigger(key, trigger);
    });
    Object.entries(actions).forEach(([key, action]) => {
      this.addAction(key, action);
    });
    checkAtSynth(this, () => [
      ...workflowNameProblems(name, this),
      ...placeProblems(given(props)),
      ...noDefinition,
      ...wrongIdentity,
      ...this.contentProblems(),
    ]);
  }

  /** ARM id of the workflow. It stays the same when the definition changes. */
  public get workflowId(): string {
    const group = new FunctionCall("element", new FunctionCall("split", "/providers/", this._deployment.text("id")), 0);
    return `${group.toString()}/providers/Microsoft.Logic/workflows/${this.name}`;
  }

  /** The identity of the workflow, which gets access with a `ManagedIdentityBinding` or a login. */
  public get principal(): IPrincipal {
    return this.identity ?? (this.ownPrincipal ??= new ConsumptionWorkflowPrincipal(this, this._deployment, this.name));
  }

  /**
   * Lets the actions and triggers of the workflow use a connection with its identity.
   *
   * @param connection of kind V1, in the region of the workflow
   */
  public connect(
    connection: ManagedIdentityApiConnection,
    options: WorkflowConnectionOptions = {},
  ): LogicAppConnection {
    const noConnection = notAnApiConnection(connection);
    const { key = noConnection.length > 0 ? "unknown" : connection.api.name } = options;
    const problems = [
      ...noConnection,
      ...keyProblems(key, this),
      ...(noConnection.length > 0 ? [] : this.problemsWith(connection, key)),
    ];
    if (problems.length > 0) {
      checkAtSynth(this, () => problems);
    } else {
      this.content.connect(key, entryOf(connection, this.identity));
    }
    return LogicAppConnection._ofWorkflow(key, noConnection.length > 0 ? ManagedApi.of("unknown") : connection.api);
  }

  /** Lets actions without a connector sign in with the identity of the workflow. */
  public authenticate({ audience }: WorkflowAuthenticationOptions): ManagedIdentityAuthentication {
    return ManagedIdentityAuthentication._of(audience, this.identity);
  }

  /** Adds a trigger. Synth rejects a name that is taken. */
  public addTrigger(name: string, trigger: WorkflowTrigger): void {
    this.content.add("trigger", name, trigger);
  }

  /** Adds an action. Synth rejects a name that is taken. */
  public addAction(name: string, action: WorkflowAction): void {
    this.content.add("action", name, action);
  }

  private problemsWith(connection: ManagedIdentityApiConnection, key: string): Problem[] {
    const { location } = this._place;
    const what = `workflow ${this.node.path}, which is a Consumption workflow`;
    const problems = connection._problemsFor(this, { what, location, kind: ApiConnectionKind.V1 });
    return problems.length > 0 ? problems : ConnectionKeys.of(this).claim(key, connection, key.toLowerCase());
  }

  private contentProblems(): Problem[] {
    const definition = this.content.definition();
    const json = JSON.stringify(definition);
    const signsIn = json.includes('"ManagedServiceIdentity"');
    const users = this.identity ? [this.identity.resourceId] : [];
    return [
      ...this.content.problems(definition),
      ...missingIdentities(
        signsIn ? partsIn(definition) : [],
        { workflow: this, system: users.length === 0, users },
        { what: "an action", remedy: "make its authentication with authenticate of that workflow" },
      ),
      ...sizeProblems(json),
    ];
  }
}

/** Actions and connections are added after the deployment is created. */
const later = (produce: () => Argument): Argument => Lazy.anyValue({ produce });
