import { countProblems } from "./argument-rules";
import { type ConnectorCall } from "./connector";
import {
  type ServiceBusCount,
  type ServiceBusDeadLetterReason,
  type ServiceBusDeferredMessage,
  type ServiceBusLock,
  type ServiceBusQueuePlace,
  type ServiceBusSession,
  type ServiceBusTopicPlace,
  type ServiceBusTriggerSession,
} from "./service-bus-connector-props";
import { encoded, encodedTwice, WorkflowValue } from "./workflow-value";

/** Where messages are received. */
export interface Place {
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
  /** Selects the main queue or the dead-letter queue. */
  readonly type: Readonly<Record<string, string>>;
}

export function inQueue({ queue, deadLetterQueue }: ServiceBusQueuePlace): Place {
  return { path: `/${encodedTwice(queue)}`, names: { queue }, type: { queueType: typeOf(deadLetterQueue) } };
}

export function inSubscription({ topic, subscription, deadLetterQueue }: ServiceBusTopicPlace): Place {
  return {
    path: `/${encodedTwice(topic)}/subscriptions/${encoded(subscription)}`,
    names: { topic, subscription },
    type: { subscriptionType: typeOf(deadLetterQueue) },
  };
}

const typeOf = (deadLetterQueue = false): string => (deadLetterQueue ? "DeadLetter" : "Main");

/** The lock token of the message that started the run. */
const LOCK_TOKEN = WorkflowValue.expression("triggerBody()?['LockToken']");

/** The ways to settle a locked message, with the HTTP method for each. */
const SETTLEMENTS = { complete: "delete", abandon: "post", defer: "post" } as const;

export function settle(
  { path, names, type }: Place,
  how: keyof typeof SETTLEMENTS,
  { lockToken = LOCK_TOKEN, sessionId }: ServiceBusLock & ServiceBusSession,
): ConnectorCall {
  return {
    method: SETTLEMENTS[how],
    path: `${path}/messages/${how}`,
    names: { ...names, lockToken, sessionId },
    queries: { ...type, lockToken, sessionId: sessionId ?? "" },
  };
}

/** From the main queue: a message cannot be moved out of the dead-letter queue this way. */
export function deadLetter(
  { path, names }: Place,
  { lockToken = LOCK_TOKEN, sessionId, reason, errorDescription }: ServiceBusDeadLetterReason,
): ConnectorCall {
  return {
    method: "post",
    path: `${path}/messages/deadletter`,
    names: { ...names, lockToken, sessionId, reason, errorDescription },
    queries: {
      lockToken,
      sessionId: sessionId ?? "",
      deadLetterReason: reason ?? "",
      deadLetterErrorDescription: errorDescription ?? "",
    },
  };
}

export function renewLock({ path, names, type }: Place, { lockToken = LOCK_TOKEN }: ServiceBusLock): ConnectorCall {
  return {
    method: "post",
    path: `${path}/messages/renewlock`,
    names: { ...names, lockToken },
    queries: { ...type, lockToken },
  };
}

export function getDeferred(
  { path, names, type }: Place,
  { sequenceNumber, sessionId }: ServiceBusDeferredMessage,
): ConnectorCall {
  return {
    method: "get",
    path: `${path}/messages/defer`,
    names: { ...names, sequenceNumber, sessionId },
    queries: { ...type, sequenceNumber, sessionId: sessionId ?? "" },
  };
}

export function lockMessages(
  { path, names, type }: Place,
  { maxCount: maxMessageCount = 20, sessionId }: ServiceBusCount & ServiceBusSession,
): ConnectorCall {
  return {
    method: "get",
    path: `${path}/messages/batch/peek`,
    names: { ...names, sessionId },
    problems: countProblems("maxCount", maxMessageCount),
    queries: { ...type, maxMessageCount, sessionId: sessionId ?? "" },
  };
}

/** The operations on sessions, with the HTTP method for each. */
const SESSION_OPERATIONS = { renewlock: "post", close: "delete" } as const;

export function inSession(
  { path, names }: Place,
  operation: keyof typeof SESSION_OPERATIONS,
  sessionId: WorkflowValue,
): ConnectorCall {
  return {
    method: SESSION_OPERATIONS[operation],
    path: `${path}/sessions/${encoded(sessionId)}/${operation}`,
    names: { ...names, sessionId },
  };
}

/** The way in which a trigger receives messages: removes or locks them, one or several. */
export type Receipt = "head" | "head/peek" | "batch/head" | "batch/head/peek";

export function receive(
  { path, names, type }: Place,
  how: Receipt,
  { maxCount = 20, sessionId = "None" }: ServiceBusCount & ServiceBusTriggerSession,
): ConnectorCall {
  const isBatch = how.startsWith("batch");
  return {
    method: "get",
    path: `${path}/messages/${how}`,
    names: { ...names, sessionId },
    problems: isBatch ? countProblems("maxCount", maxCount) : [],
    queries: {
      ...(isBatch && { maxMessageCount: maxCount }),
      ...type,
      ...(how.endsWith("peek") && { sessionId }),
    },
  };
}
