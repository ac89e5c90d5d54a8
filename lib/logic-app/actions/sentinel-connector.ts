import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { CALLBACK_URL, Connector, present } from "./connector";
import {
  type SentinelAlertProps,
  type SentinelCommentProps,
  type SentinelEntitiesProps,
  type SentinelEntityTriggerProps,
  type SentinelIncidentProps,
  type SentinelIncidentUpdateProps,
  type SentinelNewIncidentProps,
  type SentinelTaskProps,
  type SentinelWatchlistItemProps,
} from "./sentinel-connector-props";
import { type WorkflowAction } from "./workflow-action";
import { type WorkflowTrigger, type WorkflowTriggerOptions } from "./workflow-trigger";
import { encoded, type WorkflowValue } from "./workflow-value";

/**
 * Actions and triggers of Microsoft Sentinel, for playbooks. The identity needs a role on the workspace, such as
 * `BuiltInRole.MICROSOFT_SENTINEL_RESPONDER`. Sentinel itself needs `BuiltInRole.MICROSOFT_SENTINEL_AUTOMATION_CONTRIBUTOR`
 * on the resource group of the workflow to start it.
 *
 * https://learn.microsoft.com/connectors/azuresentinel/
 */
export class SentinelConnector {
  /** @param connection of the connector "azuresentinel"; any other throws */
  public static of(connection: LogicAppConnection): SentinelConnector {
    return new SentinelConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("SentinelConnector", connection, ManagedApi.SENTINEL);
  }

  /** Starts a run when an automation rule or a person runs the playbook on an incident. */
  public whenAnIncidentIsGiven(options: WorkflowTriggerOptions = {}): WorkflowTrigger {
    return this.called("whenAnIncidentIsGiven", options, "/incident-creation");
  }

  /** Starts a run when a person runs the playbook on an alert. */
  public whenAnAlertIsGiven(options: WorkflowTriggerOptions = {}): WorkflowTrigger {
    return this.called("whenAnAlertIsGiven", options, "/subscribe");
  }

  /** Starts a run when a person runs the playbook on an entity. */
  public whenAnEntityIsGiven(props: SentinelEntityTriggerProps): WorkflowTrigger {
    const { entityType } = props;
    return this.called("whenAnEntityIsGiven", props, `/entity/${encoded(entityType)}`, { entityType });
  }

  /** Reads an incident. */
  public getIncident(props: SentinelIncidentProps): WorkflowAction {
    return this.ofIncident("getIncident", props, "/Incidents", {});
  }

  /** Reads the incident of an alert. */
  public getIncidentOfAlert(props: SentinelAlertProps): WorkflowAction {
    const { alertId } = props;
    return this.connector.action("getIncidentOfAlert", props, {
      method: "get",
      path: `/Incidents${workspacePath(props)}/alerts/${encoded(alertId)}`,
      names: { ...workspaceNames(props), alertId },
    });
  }

  /** Creates an incident in a workspace. */
  public createIncident(props: SentinelNewIncidentProps): WorkflowAction {
    const { subscriptionId, resourceGroupName, workspaceName, title, details, severity, status, owner, tags } = props;
    return this.connector.action("createIncident", props, {
      method: "put",
      path: `/Incidents${workspacePath({ subscriptionId, resourceGroupName, workspaceId: workspaceName })}`,
      names: { subscriptionId, resourceGroupName, workspaceName, title, details, owner },
      body: { title, description: details, severity, status, ...ownerOf(owner), ...tagged("tagsToAdd", tags) },
    });
  }

  /** Changes an incident. */
  public updateIncident(props: SentinelIncidentUpdateProps): WorkflowAction {
    const { incidentId: incidentArmId, title, details, severity, status, owner, tagsToAdd, tagsToRemove } = props;
    const classification = present({
      ClassificationAndReason: props.classification,
      ClassificationReasonText: props.classificationComment,
    });
    return this.connector.action("updateIncident", props, {
      method: "put",
      path: "/Incidents",
      names: { incidentId: incidentArmId, title, details, owner },
      body: {
        incidentArmId,
        title,
        description: details,
        severity,
        status,
        classification,
        ...ownerOf(owner),
        ...tagged("tagsToAdd", tagsToAdd),
        ...tagged("tagsToRemove", tagsToRemove),
      },
    });
  }

  /** Adds a comment to an incident. */
  public addComment(props: SentinelCommentProps): WorkflowAction {
    return this.ofIncident("addComment", props, "/Incidents/Comment", { message: props.message });
  }

  /** Adds a task to an incident. */
  public addTask(props: SentinelTaskProps): WorkflowAction {
    const { title: taskTitle, details: taskDescription } = props;
    return this.ofIncident("addTask", props, "/Incidents/CreateTask", { taskTitle, taskDescription });
  }

  /** Reads the entities of one kind. The body is a list by kind, such as `{ IPs: [{ Address }, …] }`. */
  public getEntities(props: SentinelEntitiesProps): WorkflowAction {
    const { kind, entities } = props;
    const call = { method: "post", path: `/entities/${kind}`, names: { entities }, body: entities } as const;
    return this.connector.action("getEntities", props, call);
  }

  /** Adds an item to a watchlist. */
  public addWatchlistItem(props: SentinelWatchlistItemProps): WorkflowAction {
    const { watchlist, item: body } = props;
    return this.connector.action("addWatchlistItem", props, {
      method: "put",
      path: `/Watchlists${workspacePath(props)}/watchlists/${encoded(watchlist)}/watchlistItem`,
      names: { ...workspaceNames(props), watchlist },
      body,
    });
  }

  private ofIncident(
    name: string,
    props: SentinelIncidentProps,
    path: string,
    more: Readonly<Record<string, unknown>>,
  ): WorkflowAction {
    const { incidentId } = props;
    return this.connector.action(name, props, {
      method: "post",
      path,
      names: { incidentId, ...more },
      body: { incidentArmId: incidentId, ...more },
    });
  }

  private called(
    name: string,
    options: WorkflowTriggerOptions,
    path: string,
    names: Readonly<Record<string, unknown>> = {},
  ): WorkflowTrigger {
    return this.connector.calledTrigger(name, options, { path, names, body: { callback_url: CALLBACK_URL } });
  }
}

/** The workspace of an operation. */
type Workspace = Pick<SentinelAlertProps, "subscriptionId" | "resourceGroupName" | "workspaceId">;

function workspacePath({ subscriptionId, resourceGroupName, workspaceId }: Workspace): string {
  const group = `/subscriptions/${encoded(subscriptionId)}/resourceGroups/${encoded(resourceGroupName)}`;
  return `${group}/workspaces/${encoded(workspaceId)}`;
}

const workspaceNames = ({ subscriptionId, resourceGroupName, workspaceId }: Workspace): Workspace => ({
  subscriptionId,
  resourceGroupName,
  workspaceId,
});

const ownerOf = (owner: WorkflowValue | undefined): object => (owner ? { owner, ownerAction: "Assign" } : {});

/** The connector wants the list in an object that is called alike, but starts with a capital letter. */
function tagged(name: "tagsToAdd" | "tagsToRemove", tags: readonly string[] | undefined): object {
  return tags ? { [name]: { [name.replace("t", "T")]: tags.map((Tag) => ({ Tag })) } } : {};
}
