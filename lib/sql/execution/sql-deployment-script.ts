import { Lazy, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { BuiltInRole } from "../../access/built-in-role.generated";
import { RoleAccess } from "../../access/role-access";
import { makeWait } from "../../core/depends-on";
import { type Argument } from "../../core/function-call";
import { isResource } from "../../core/given";
import { literalText } from "../../core/literal-text";
import { checkAtSynth } from "../../core/problems";
import { attributeOf, resourceGroupProblems, typeProblems } from "../../core/resources";
import { deployTemplate } from "../../core/template-deployment";
import { type SqlDeploymentScriptProps } from "./sql-deployment-script-props";
import { makersBefore } from "./fact-grounds";
import { type SqlFactResource } from "./sql-fact-resource";
import { TRANSIENT_ERRORS } from "../model/transient-errors";
import { contentSize, DEPLOYMENT_SCRIPT_TEMPLATE, MAX_CONTENT_SIZE } from "./deployment-script-template";
import { otherServerProblems } from "./other-server";
import { ScriptVariables } from "./script-variables";
import { ServerFacts } from "./server-facts";
import { type ExecutionTarget } from "./execution-target";
import { partsToApply, type TSqlPart } from "./t-sql-parts";
import { textProblems } from "./text-problems";

const kib = (bytes: number): string => String(Math.ceil(bytes / 1024));

const NAME = /^[\w-]{1,64}$/;
const MAX_NAME_LENGTH = 64;
const DEFAULT_TIMEOUT_MINUTES = 30;

/** The deployment script of one server. */
export class SqlDeploymentScript extends Construct {
  public readonly resource: TerraformResource;

  private readonly variables = new ScriptVariables(this);
  private readonly facts = new ServerFacts(this.variables);

  public constructor(
    scope: Construct,
    id: string,
    private readonly target: ExecutionTarget,
    public readonly props: SqlDeploymentScriptProps,
  ) {
    super(scope, id);
    const { resourceGroup, storageAccount, identity, provider } = props;
    this.resource = deployTemplate(this, "Default", {
      name: this.scriptName,
      resourceGroupName: attributeOf(resourceGroup, "name"),
      template: DEPLOYMENT_SCRIPT_TEMPLATE,
      parameters: this.parameters(),
      provider,
      belongsTo: isResource(resourceGroup) ? resourceGroup : undefined,
    });
    makeWait(this.resource, () => {
      const { resources } = this.facts;
      return [...resources, ...makersBefore(resources).filter((maker) => maker !== this.resource)];
    });
    if (storageAccount) {
      RoleAccess.at(attributeOf(storageAccount, "id"), BuiltInRole.STORAGE_FILE_DATA_PRIVILEGED_CONTRIBUTOR)
        .grantTo(this, "files", identity)
        .applyBefore(this.resource);
    }
    checkAtSynth(this, () => this.problems());
  }

  public add(target: ExecutionTarget, resource: SqlFactResource, asker: Construct): void {
    this.facts.add(resource);
    checkAtSynth(asker, () => [
      ...textProblems(resource.fact, asker),
      ...otherServerProblems(this.target, target, asker),
    ]);
  }

  private get scriptName(): string {
    return this.props.name ?? `sql-logins-${this.target.id(this)}`.replace(/[^\w-]/g, "-").slice(0, MAX_NAME_LENGTH);
  }

  private parameters(): Readonly<Record<string, Argument>> {
    const {
      identity,
      resourceGroup,
      location,
      subnetId,
      storageAccount,
      azPowerShellVersion,
      timeoutMinutes = DEFAULT_TIMEOUT_MINUTES,
    } = this.props;
    return {
      name: this.scriptName,
      location: location ?? attributeOf(resourceGroup, "location"),
      identity: identity.resourceId,
      server: this.target.host,
      parts: Lazy.anyValue({ produce: () => this.parts() }),
      retryForSeconds: this.target.retryForSeconds,
      transientErrors: TRANSIENT_ERRORS,
      facts: Lazy.anyValue({ produce: () => this.factIds() }),
      subnetId: subnetId ?? "",
      storageAccountName: storageAccount ? attributeOf(storageAccount, "name") : "",
      azPowerShellVersion: azPowerShellVersion ?? "14.0",
      timeoutMinutes,
    };
  }

  private parts(): TSqlPart[] {
    return partsToApply(this.facts.facts, this.target).map(({ database, batches }) => ({
      database: literalText(database),
      batches: batches.map((batch) => this.variables.insertInto(literalText(batch))),
    }));
  }

  /** Ids of the facts. A replaced fact has another id, so that the script runs again. */
  private factIds(): Record<string, string> {
    return Object.fromEntries(
      this.facts.resources.map((resource) => [resource.friendlyUniqueId, attributeOf(resource, "id")]),
    );
  }

  private sizeProblems(): string[] {
    const facts = this.facts.resources.length;
    const size = contentSize(partsToApply(this.facts.facts, this.target));
    return size <= MAX_CONTENT_SIZE
      ? []
      : [
          `the ${String(facts)} logins, users, roles and permissions of the server make a script of ${kib(size)} KiB, and Azure ` +
            `deploys resources of ${kib(MAX_CONTENT_SIZE)} KiB at most; put some of them into another stack, whose ` +
            "SqlExecutor.deploymentScript has a name of its own, grant to groups and roles instead of each user, or use " +
            "SqlExecutor.local() in a network that reaches the server",
        ];
  }

  private problems(): string[] {
    const { storageAccount, subnetId, resourceGroup, timeoutMinutes = DEFAULT_TIMEOUT_MINUTES } = this.props;
    const isWholeMinutes = Number.isInteger(timeoutMinutes) && timeoutMinutes >= 1 && timeoutMinutes <= 1440;
    return [
      ...resourceGroupProblems(resourceGroup),
      ...(storageAccount ? typeProblems("storageAccount", storageAccount, ["azurerm_storage_account"]) : []),
      ...(subnetId !== undefined && storageAccount === undefined
        ? ["has a subnetId and no storageAccount; a container in a subnet needs an account that it reaches from there"]
        : []),
      ...(NAME.test(this.scriptName)
        ? []
        : [
            `deployment ${JSON.stringify(this.scriptName)} does not have 1 to 64 letters, digits, hyphens and underscores; ` +
              "give SqlExecutor.deploymentScript a name",
          ]),
      ...this.sizeProblems(),
      ...(isWholeMinutes
        ? []
        : [`timeoutMinutes ${String(timeoutMinutes)} is not a number of minutes; give a whole one from 1 to 1440`]),
    ];
  }
}
