import {
  type LogicAppConnection,
  Recurrence,
  type WorkflowAction,
  type WorkflowTrigger,
  WorkflowValue,
} from "../../../lib/logic-app";

/** What an action or trigger asks its connector for. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly queries?: object;
  readonly headers?: object;
  readonly body?: unknown;
}

/** Name, action, what it asks for, and what it has beside its inputs. */
export type ActionRow = readonly [string, WorkflowAction, Call, object?];

/** Name, trigger, what it asks for, and the list that is split. */
export type TriggerRow = readonly [string, WorkflowTrigger, Call, string?];

/** The operations of a connector. */
export interface Operations {
  readonly connection: LogicAppConnection;
  readonly actions: readonly ActionRow[];
  readonly triggers?: readonly TriggerRow[];
}

export const twice = (text: string): string => `@{encodeURIComponent(encodeURIComponent('${text}'))}`;
export const once = (text: string): string => `@{encodeURIComponent('${text}')}`;
export const text = (value: string): WorkflowValue => WorkflowValue.text(value);
export const fromTrigger = (member: string): WorkflowValue => WorkflowValue.expression(`triggerBody()?['${member}']`);
export const every = Recurrence.minutes(5);

export const SECURE_INPUTS = { runtimeConfiguration: { secureData: { properties: ["inputs"] } } };
export const SECURE_OUTPUTS = { runtimeConfiguration: { secureData: { properties: ["outputs"] } } };
