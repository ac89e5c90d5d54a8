import { type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTriggerOptions } from "./workflow-trigger";
import { type WorkflowValue } from "./workflow-value";

/** How severe an incident is. */
export enum SentinelSeverity {
  INFORMATIONAL = "Informational",
  LOW = "Low",
  MEDIUM = "Medium",
  HIGH = "High",
}

/** The state of an incident. */
export enum SentinelStatus {
  NEW = "New",
  ACTIVE = "Active",
  CLOSED = "Closed",
}

/** Why an incident is closed. */
export enum SentinelClassification {
  TRUE_POSITIVE = "TruePositive - SuspiciousActivity",
  BENIGN_POSITIVE = "BenignPositive - SuspiciousButExpected",
  FALSE_POSITIVE_ALERT_LOGIC = "FalsePositive - IncorrectAlertLogic",
  FALSE_POSITIVE_DATA = "FalsePositive - InaccurateData",
  UNDETERMINED = "Undetermined",
}

/** A kind of entity of incidents and alerts. */
export enum SentinelEntityKind {
  ACCOUNT = "account",
  DNS = "dnsresolution",
  FILE_HASH = "filehash",
  HOST = "host",
  IP = "ip",
  URL = "url",
}

/** The entity whose menu starts runs. */
export interface SentinelEntityTriggerProps extends WorkflowTriggerOptions {
  /** Type of the entity, such as "Account", "IP" or "Host". */
  readonly entityType: string;
}

/** An incident. */
export interface SentinelIncidentProps extends WorkflowActionOptions {
  /**
   * ARM id of the incident. In a run that an incident starts, it is
   * `WorkflowValue.expression("triggerBody()?['object']?['id']")`.
   */
  readonly incidentId: WorkflowValue;
}

/** A new incident. */
export interface SentinelNewIncidentProps extends WorkflowActionOptions {
  /** Id of the subscription of the workspace. */
  readonly subscriptionId: string;

  /** Resource group of the workspace. */
  readonly resourceGroupName: string;

  /** Name of the workspace. */
  readonly workspaceName: string;

  readonly title: WorkflowValue;

  /**
   * Description of the incident.
   *
   * @default - none
   */
  readonly details?: WorkflowValue;

  /** @default - Sentinel chooses */
  readonly severity?: SentinelSeverity;

  /** @default - Sentinel chooses */
  readonly status?: SentinelStatus;

  /**
   * Object id or user principal name of the user whom the incident is assigned to.
   *
   * @default - nobody
   */
  readonly owner?: WorkflowValue;

  /** @default - none */
  readonly tags?: string[];
}

/** What to change in an incident. */
export interface SentinelIncidentUpdateProps extends SentinelIncidentProps {
  /**
   * New title.
   *
   * @default - unchanged
   */
  readonly title?: WorkflowValue;

  /**
   * New description.
   *
   * @default - unchanged
   */
  readonly details?: WorkflowValue;

  /** @default - unchanged */
  readonly severity?: SentinelSeverity;

  /** @default - unchanged */
  readonly status?: SentinelStatus;

  /**
   * Why the incident is closed.
   *
   * @default - none
   */
  readonly classification?: SentinelClassification;

  /**
   * Comment on the classification.
   *
   * @default - none
   */
  readonly classificationComment?: WorkflowValue;

  /**
   * Object id or user principal name of the user whom the incident is assigned to.
   *
   * @default - unchanged
   */
  readonly owner?: WorkflowValue;

  /** @default - none */
  readonly tagsToAdd?: string[];

  /** @default - none */
  readonly tagsToRemove?: string[];
}

/** A comment on an incident. */
export interface SentinelCommentProps extends SentinelIncidentProps {
  /** The comment, which can contain HTML. */
  readonly message: WorkflowValue;
}

/** A task of an incident. */
export interface SentinelTaskProps extends SentinelIncidentProps {
  readonly title: WorkflowValue;

  /**
   * Description of the task.
   *
   * @default - none
   */
  readonly details?: WorkflowValue;
}

/** Entities to read. */
export interface SentinelEntitiesProps extends WorkflowActionOptions {
  /** Kind of the entities. */
  readonly kind: SentinelEntityKind;

  /**
   * Entities of all kinds. In a run that an incident starts, they are
   * `WorkflowValue.expression("triggerBody()?['object']?['properties']?['relatedEntities']")`.
   */
  readonly entities: WorkflowValue;
}

/** An alert in a workspace. */
export interface SentinelAlertProps extends WorkflowActionOptions {
  /** Id of the subscription of the workspace. */
  readonly subscriptionId: string;

  /** Resource group of the workspace. */
  readonly resourceGroupName: string;

  /** Id of the workspace, which is a GUID. */
  readonly workspaceId: string;

  /** Id of the alert: `WorkflowValue.expression("triggerBody()?['SystemAlertId']")`. */
  readonly alertId: WorkflowValue;
}

/** An item for a watchlist. */
export interface SentinelWatchlistItemProps extends WorkflowActionOptions {
  /** Id of the subscription of the workspace. */
  readonly subscriptionId: string;

  /** Resource group of the workspace. */
  readonly resourceGroupName: string;

  /** Id of the workspace, which is a GUID. */
  readonly workspaceId: string;

  /** Alias of the watchlist. */
  readonly watchlist: string;

  /** Values by column. Strings are text. For an expression, use `WorkflowValue.expression`. */
  readonly item: Record<string, unknown>;
}
