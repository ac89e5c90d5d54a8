import { type ITerraformResource, TerraformDataSource, type TerraformResource, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { asConstruct, configured } from "../core/attributes";
import { given, isResource, notMadeWith } from "../core/given";
import { literalText } from "../core/literal-text";
import { shortened } from "../core/names";
import { checkAtSynth } from "../core/problems";
import { referenceIn } from "../core/reference";
import { severalProblems, typeProblems } from "../core/resources";
import { deployTemplate, outputOf, type TemplateDeployment } from "../core/template-deployment";
import { type Problem, rules } from "../core/rules";
import { notAnIdentity } from "../principal/principal-problems";
import {
  audienceProblems,
  circleProblems,
  connectionNameProblems,
  keyProblems,
  MAX_CONNECTION_NAME,
  planProblems,
  regionProblems,
  selfProblems,
} from "./connection-rules";
import { connectionTemplate, connectionValues } from "./connection-template";
import { attachIdentity, LOGIC_APP_TYPES, STANDARD_APP, WORKFLOW } from "./logic-app";
import { LogicAppConnection } from "./logic-app-connection";
import { ManagedApi } from "./managed-api";
import {
  ApiConnectionKind,
  type ApiConnectionUse,
  type ManagedIdentityApiConnectionProps,
} from "./managed-identity-api-connection-props";
import { parameterProblems } from "./parameter-rules";
import { type Place, placeOf, placeProblems } from "./place";
import { connectStandardApp } from "./standard-connections";
import { WorkflowConnections } from "./workflow-connections";
import { checkWorkflowParts } from "./workflow-parts";

/** The kind of connection that each type of logic app can use. */
const KIND_FOR: Readonly<Record<string, ApiConnectionKind>> = {
  [WORKFLOW]: ApiConnectionKind.V1,
  [STANDARD_APP]: ApiConnectionKind.V2,
};

/** A logic app, as far as it determines the connections that it can use. */
interface ConnectionUser {
  /** For error messages. */
  readonly what: string;
  readonly location: unknown;
  readonly kind: ApiConnectionKind;
}

/**
 * A connection of Logic Apps without a secret: logic apps authenticate with their managed identity.
 *
 * The azurerm provider does not support such connections, so a template deployment creates it. Destroying the
 * deployment deletes the connection, unless the provider feature
 * `template_deployment.delete_nested_items_during_deletion` is off.
 *
 * https://learn.microsoft.com/azure/logic-apps/authenticate-with-managed-identity
 */
export class ManagedIdentityApiConnection extends Construct {
  /** The connector. */
  public readonly api: ManagedApi;

  /** The kind of logic app that can use the connection. */
  public readonly kind: ApiConnectionKind;

  /** Name of the connection. */
  public readonly connectionName: string;

  /** The deployment that creates the connection. */
  public readonly resource: TerraformResource;

  /** @internal */
  public readonly _deployment: TemplateDeployment;

  /** @internal */
  public readonly _place: Place;

  public constructor(scope: Construct, id: string, props: ManagedIdentityApiConnectionProps) {
    super(scope, id);
    const { resourceGroup, parameters = {}, name, kind = ApiConnectionKind.V1, ...more } = given(props);
    const noApi = notMadeWith("api", "ManagedApi", more.api);
    const api = noApi.length > 0 ? ManagedApi.of("unknown") : more.api;
    this.api = api;
    this.kind = kind;
    this.connectionName = name ?? shortened(TerraformStack.of(this).getLogicalId(this.node), MAX_CONNECTION_NAME);
    this._place = placeOf(given(props));
    this._deployment = deployTemplate(this, "Default", {
      name: this.connectionName,
      resourceGroupName: this._place.resourceGroupName,
      provider: more.provider,
      belongsTo: isResource(resourceGroup) ? resourceGroup : undefined,
      template: connectionTemplate(api),
      parameters: {
        name: this.connectionName,
        location: this._place.location,
        tags: more.tags ?? {},
        kind: this.kind,
        api: api.name,
        displayName: literalText(more.displayName ?? this.connectionName),
        ...connectionValues(api, parameters),
      },
    });
    this.resource = this._deployment;
    checkAtSynth(this, () => {
      const unknown = noApi.length > 0 ? noApi : api._problems();
      return [
        ...unknown,
        ...planProblems(api, this.kind),
        ...connectionNameProblems(this.connectionName, this),
        ...placeProblems(given(props)),
        ...(unknown.length > 0 ? [] : parameterProblems(api, parameters, this)),
      ];
    });
  }

  /** ARM id of the connection. */
  public get connectionId(): string {
    return outputOf(this._deployment, "connectionId");
  }

  /** ARM id of the connector in the region. */
  public get managedApiId(): string {
    return outputOf(this._deployment, "managedApiId");
  }

  /** URL of a V2 connection for Standard logic apps; empty for V1. */
  public get runtimeUrl(): string {
    return outputOf(this._deployment, "runtimeUrl");
  }

  /**
   * Lets a logic app use the connection: attaches the identity, and adds the connection to the ones that the app has.
   *
   * A Consumption workflow gets it in its parameter `$connections`. A Standard logic app gets an access policy, app
   * settings, and an entry in its connections.json (see `LogicAppConnectionsFile`). A logic app can have the connection
   * under several keys. To rename a key, add the new one first, and remove the old one when no action uses it.
   *
   * @param logicApp an `azurerm_logic_app_workflow` or `azurerm_logic_app_standard`; synth rejects anything else
   */
  public addTo(logicApp: ITerraformResource, use: ApiConnectionUse = {}): LogicAppConnection {
    const { identity, key = this.api.name } = use;
    const wrongApp = this.problemsWith(logicApp);
    const problems = [
      ...keyProblems(key, this),
      ...(isResource(logicApp) ? audienceProblems(use, logicApp) : []),
      ...wrongApp,
      ...(identity ? notAnIdentity(identity) : []),
    ];
    if (problems.length > 0) {
      checkAtSynth(this, () => problems);
    } else {
      attachIdentity(logicApp, identity);
      checkWorkflowParts(this);
      if (logicApp.terraformResourceType === STANDARD_APP) {
        connectStandardApp(logicApp, key, this, use);
      } else {
        WorkflowConnections.of(logicApp).add(key, this, identity);
      }
    }
    return LogicAppConnection._of(logicApp, key, this.api);
  }

  private problemsWith(logicApp: ITerraformResource): Problem[] {
    const wrongType = typeProblems("logicApp", logicApp, LOGIC_APP_TYPES);
    if (wrongType.length > 0) {
      return wrongType;
    }
    const { node } = asConstruct(logicApp);
    if (TerraformDataSource.isTerraformDataSource(logicApp)) {
      return logicAppLookedUp(node.path);
    }
    return [
      ...severalProblems(logicApp, "give each of them a connection"),
      ...selfProblems(this._deployment, logicApp),
      ...this._problemsFor(asConstruct(logicApp), {
        what: `${logicApp.terraformResourceType} (${node.path})`,
        location: configured(logicApp, "location"),
        kind: KIND_FOR[logicApp.terraformResourceType] ?? this.kind,
      }),
    ];
  }

  /**
   * What keeps a logic app from using the connection: its stack, its region or its kind.
   *
   * @internal
   */
  public _problemsFor(logicApp: IConstruct, { what, location, kind }: ConnectionUser): Problem[] {
    const place = this._place;
    const stack = TerraformStack.of(logicApp);
    const isPlacedThere = Object.values(place).some((value: string) => referenceIn(value)?.stack === stack);
    return [
      ...(isPlacedThere ? circleProblems(this, logicApp) : []),
      ...regionProblems(place.location, logicApp, location),
      ...kindProblems(this.kind, kind, what),
    ];
  }
}

const logicAppLookedUp = rules<[logicApp: string]>("ManagedIdentityApiConnection", [
  {
    rule: "logic-app-is-data-source",
    message: (logicApp) =>
      `${logicApp} is a data source, which cannot be given a connection; add the connection where the logic app is managed`,
  },
]);

const kindProblems = rules<[kind: ApiConnectionKind, wanted: ApiConnectionKind, logicApp: string]>(
  "ManagedIdentityApiConnection",
  [
    {
      rule: "wrong-connection-kind",
      when: (kind, wanted) => kind !== wanted,
      message: (kind, wanted, logicApp) => `kind must be ${wanted} for ${logicApp}; got ${kind}`,
    },
  ],
);
