import { literalIn } from "../../../lib/core/literal-text";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type Resource, type SynthesizedStack } from "../synthesized-app";

/** The Terraform type of SQL facts. */
export const FACT_TYPE = "terraform_data";

/** A fact as the stack declares it. Values that only Terraform knows are expressions. */
export interface DeclaredFact {
  readonly name: string;
  readonly fact: SqlFact;
  /** Whether the connection uses TDS 8. */
  readonly strictEncryption: boolean;
  /** User name for signing in to flexible servers. */
  readonly administrator?: string;
}

/** The SQL facts of a stack, by Terraform name. */
export function declaredFacts({ configuration }: SynthesizedStack): Map<string, DeclaredFact> {
  const resources = Object.entries(configuration.resource?.[FACT_TYPE] ?? {});
  return new Map(
    resources.flatMap(([name, resource]): [string, DeclaredFact][] => {
      const { triggers_replace: fact } = resource;
      return isLikeFact(fact) ? [[name, { name, fact, ...connectionOf(resource) }]] : [];
    }),
  );
}

const KINDS: Readonly<Record<SqlFact["kind"], true>> = {
  login: true,
  "server-role-member": true,
  "database-user": true,
  "database-role": true,
  schema: true,
  owner: true,
  "default-schema": true,
  "database-role-member": true,
  permission: true,
  "postgres-role": true,
  "postgres-role-member": true,
  "postgres-privilege": true,
  "mysql-user": true,
  "mysql-privilege": true,
};

/** Whether a value is a fact. Apps can use resources of this type for other purposes. */
export function isLikeFact(value: unknown): value is SqlFact {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { kind, server } = value as Readonly<Record<string, unknown>>;
  return typeof kind === "string" && Object.hasOwn(KINDS, kind) && typeof server === "string";
}

const ADMINISTRATOR = "--administrator=";

/** The runner's arguments about the connection. */
function connectionOf({ input }: Resource): Pick<DeclaredFact, "strictEncryption" | "administrator"> {
  const { arguments: told = [] } = input ?? {};
  const administrator = told.find((argument) => argument.startsWith(ADMINISTRATOR))?.slice(ADMINISTRATOR.length);
  return {
    strictEncryption: told.includes("--strict-encryption"),
    ...(administrator !== undefined && { administrator: literalIn(administrator) ?? administrator }),
  };
}
