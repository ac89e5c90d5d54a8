import { type ITerraformResource, type TerraformProvider, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { given, isResource } from "../core/given";
import { providerIn } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { rules } from "../core/rules";
import { SystemAssignedManagedIdentity } from "../principal/system-assigned-managed-identity";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { SqlAadLogin, type SqlLoginDatabase } from "../sql/constructs/sql-aad-login";
import { SqlEndpoint } from "../sql/constructs/sql-endpoint";
import { SqlServerRole } from "../sql/constructs/sql-server-role";
import { ApiConnectionKind } from "./managed-identity-api-connection-props";
import { circleProblems } from "./connection-rules";
import { LogicAppConnection } from "./logic-app-connection";
import { isStandardApp } from "./logic-app";
import { ManagedApi } from "./managed-api";
import { ManagedIdentityApiConnection } from "./managed-identity-api-connection";
import { type GivenPlace } from "./place";
import { TokenAudience } from "../token-check/token-audience";
import { type ConsumptionWorkflow } from "./workflow/consumption-workflow";

/** Properties of a SQL connection of a logic app. */
export interface LogicAppSqlConnectionProps {
  /**
   * The `azurerm_logic_app_workflow` or `azurerm_logic_app_standard`, which must be in the stack of the connection. Set
   * this or `workflow`.
   *
   * @default - `workflow`
   */
  readonly logicApp?: ITerraformResource;

  /**
   * A workflow that is deployed as a whole. It signs in with its own identity. Set this or `logicApp`.
   *
   * @default - `logicApp`
   */
  readonly workflow?: ConsumptionWorkflow;

  /** Where the server is reached. Its Entra administrator must be the one who runs Terraform; see `SqlServerDirectoryAccess`. */
  readonly endpoint: SqlEndpoint;

  /** Databases of the logic app, with its roles and permissions. */
  readonly databases: SqlLoginDatabase[];

  /**
   * The identity that the logic app signs in with. It is attached to the logic app. Excludes `workflow`, which has its
   * identity.
   *
   * @default - the system-assigned identity of the logic app, or the identity of the workflow
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * Server roles of the login.
   *
   * The designer lists the databases of the server, which needs the permission VIEW ANY DATABASE. The default is the
   * one role with this permission that can change nothing. A logic app that nobody opens in the designer needs none.
   *
   * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles
   *
   * @default - SqlServerRole.DEFINITION_READER
   */
  readonly serverRoles?: SqlServerRole[];

  /**
   * Name of the connection inside the logic app.
   *
   * @default "sql"
   */
  readonly key?: string;

  /**
   * Audience of the tokens that a Standard logic app gets for the server.
   *
   * @default - that of the cloud in the DNS name of the server; the public cloud if only Terraform knows the name
   */
  readonly audience?: string;

  /**
   * Name of the API connection in Azure; see `ManagedIdentityApiConnectionProps.name`.
   *
   * @default - the Terraform name of the construct
   */
  readonly name?: string;

  /**
   * Name of the API connection that the designer shows.
   *
   * @default - the name
   */
  readonly displayName?: string;

  /**
   * Tags of the API connection.
   *
   * @default - none
   */
  readonly tags?: Record<string, string>;

  /**
   * The resource group of the connection: an `azurerm_resource_group` resource or data source. The connection is in the
   * region of the logic app and in the subscription of the group.
   *
   * @default - the resource group of the logic app
   */
  readonly resourceGroup?: ITerraformResource;

  /**
   * The azurerm provider that creates the connection, which selects its subscription.
   *
   * @default - the provider of the resource group, or else of the logic app
   */
  readonly provider?: TerraformProvider;
}

/**
 * Lets a logic app query SQL databases without a password: its identity, the SQL connection, the login with server
 * roles, and the users in the databases.
 *
 * https://learn.microsoft.com/azure/connectors/connectors-create-api-sqlazure
 */
export class LogicAppSqlConnection extends Construct {
  /** The connection for actions and triggers of the logic app. */
  public readonly connection: LogicAppConnection;

  /** The connection as a resource, which other logic apps can also use. */
  public readonly apiConnection: ManagedIdentityApiConnection;

  /** The login, with its users in the databases. */
  public readonly login: SqlAadLogin;

  public constructor(scope: Construct, id: string, props: LogicAppSqlConnectionProps) {
    super(scope, id);
    const { endpoint, key = ManagedApi.SQL.name, resourceGroup, identity, ...more } = given(props);
    const { workflow, logicApp: app } = given(props);
    checkAtSynth(this, () => ownerProblems(given(props)));
    // addTo reports a logic app that is not given.
    const logicApp = app!;
    const isStandard = isStandardApp(logicApp);
    this.apiConnection = new ManagedIdentityApiConnection(this, "Default", {
      api: ManagedApi.SQL,
      name: more.name,
      displayName: more.displayName,
      tags: more.tags,
      kind: isStandard ? ApiConnectionKind.V2 : ApiConnectionKind.V1,
      ...placeIn(given(props)),
      provider:
        more.provider ?? (isInStack(resourceGroup, this) ? undefined : providerOf(workflow?._deployment ?? logicApp)),
    });
    const audience =
      more.audience ?? (isStandard ? TokenAudience.sqlServer(SqlEndpoint._given(endpoint).host) : undefined);
    if (workflow) {
      this.connection = workflow.connect(this.apiConnection, { key });
    } else {
      const problems = isResource(logicApp) ? circleProblems(this, asConstruct(logicApp)) : [];
      if (problems.length > 0) {
        checkAtSynth(this, () => problems);
      }
      this.connection =
        problems.length > 0
          ? LogicAppConnection._of(logicApp, key, ManagedApi.SQL)
          : this.apiConnection.addTo(logicApp, { identity, key, audience });
    }
    this.login = new SqlAadLogin(this, "login", {
      endpoint,
      principal: workflow?.principal ?? identity ?? SystemAssignedManagedIdentity.of(logicApp),
      serverRoles: more.serverRoles ?? [SqlServerRole.DEFINITION_READER],
      databases: more.databases,
    });
  }
}

/** The resource group and the region of the connection: those of its owner, unless a group is given. */
function placeIn({ resourceGroup, workflow, logicApp }: LogicAppSqlConnectionProps): GivenPlace {
  const own = workflow?._place ?? {
    resourceGroupName: ownText(logicApp, "resource_group_name"),
    location: ownText(logicApp, "location"),
  };
  return resourceGroup ? { resourceGroup, location: own.location } : own;
}

/** Whether the resource group determines the provider of the connection. */
function isInStack(resourceGroup: ITerraformResource | undefined, scope: Construct): boolean {
  return isResource(resourceGroup) && TerraformStack.of(asConstruct(resourceGroup)) === TerraformStack.of(scope);
}

/** The configured value: a reference would make the logic app wait for itself, because it refers to the connection. */
function ownText(logicApp: ITerraformResource | undefined, attribute: string): string {
  return isResource(logicApp) ? (configured(logicApp, attribute) as string) : "unknown";
}

const providerOf = (logicApp: ITerraformResource | undefined): TerraformProvider | undefined =>
  isResource(logicApp) ? providerIn(logicApp) : undefined;

const ownerProblems = rules<[props: LogicAppSqlConnectionProps]>("LogicAppSqlConnection", [
  {
    rule: "logic-app-and-workflow",
    when: ({ logicApp, workflow }) => logicApp !== undefined && workflow !== undefined,
    message: "logicApp and workflow exclude each other; give the one that uses the connection",
  },
  {
    rule: "identity-beside-workflow",
    when: ({ identity, workflow }) => identity !== undefined && workflow !== undefined,
    message: "the workflow signs in with its own identity; leave identity out, or give it to the workflow",
  },
  {
    rule: "audience-beside-workflow",
    when: ({ audience, workflow }) => audience !== undefined && workflow !== undefined,
    message: "the connectors of a Consumption workflow choose the audience; leave audience out",
  },
]);
