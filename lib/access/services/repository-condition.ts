import { type RepositoryAccessOptions } from "./repository-access-options";
import { type RoleAccessOptions } from "../role-access";

const REPOSITORIES = "Microsoft.ContainerRegistry/registries/repositories";

/**
 * The condition that limits a role to repositories: whatever the role does on images and their metadata, only there.
 *
 * https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
 */
export function repositoryCondition(
  { repositories, ...options }: RepositoryAccessOptions = {},
  actions: readonly string[],
): RoleAccessOptions {
  if (!Array.isArray(repositories)) {
    return options;
  }
  const others = ["content", "metadata"].flatMap((part) =>
    actions.map((action) => `!(ActionMatches{'${REPOSITORIES}/${part}/${action}'})`),
  );
  const names = [...repositories]
    .sort()
    .map((name) => `@Request[${REPOSITORIES}:name] StringEqualsIgnoreCase '${name.replaceAll("'", "\\'")}'`);
  const limit = `((${others.join(" AND ")}) OR (${names.join(" OR ")}))`;
  return { ...options, condition: options.condition === undefined ? limit : `(${options.condition}) AND ${limit}` };
}
