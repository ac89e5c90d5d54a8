const PARTS =
  /^(\/subscriptions\/([^/]+))(?:(\/resourceGroups\/[^/]+)(?:(\/providers\/[^/]+\/[^/]+\/[^/]+)(\/.+)?)?)?(?:\/|$)/i;

export interface ArmParts {
  readonly subscriptionId: string;
  /** Id of the resource group. */
  readonly group?: string;
  /** Id of the top-level resource in the group. */
  readonly resource?: string;
  /** The path below that resource. */
  readonly rest?: string;
}

/** The parts of an id below a subscription; undefined for any other id. */
export function armParts(id: string): ArmParts | undefined {
  const [, subscription = "", subscriptionId = "", group, resource, rest] = PARTS.exec(id) ?? [];
  if (!subscriptionId) {
    return undefined;
  }
  const groupId = group === undefined ? undefined : subscription + group;
  return {
    subscriptionId,
    ...(groupId !== undefined && { group: groupId }),
    ...(groupId !== undefined && resource !== undefined && { resource: groupId + resource }),
    ...(rest !== undefined && { rest }),
  };
}

/** The display name of a resource's identity in the directory: "shop" or "shop/slots/staging". */
export function nameInDirectory(id: string): string {
  const { resource = id, rest = "" } = armParts(id) ?? {};
  return `${resource.split("/").at(-1) ?? resource}${rest}`;
}
