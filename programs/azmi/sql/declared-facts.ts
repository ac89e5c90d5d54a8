import { literalIn } from "../../../lib/core/literal-text";
import { type SqlFact } from "../../../lib/sql/model/fact";
import { type Resource, type SynthesizedStack } from "../synthesized-app";

/** SQL facts are resources of this type. */
export const FACT_TYPE = "terraform_data";

/** A fact as the stack declares it: what only Terraform knows is an expression. */
export interface DeclaredFact {
  readonly name: string;
  readonly fact: SqlFact;
  /** Whether the runner is told to encrypt before the first byte of TDS. */
  readonly strictEncryption: boolean;
  /** User name that the runner signs in with, on flexible servers. */
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

/** Whether a value is meant as a fact: apps may have resources of this type for other purposes. */
export function isLikeFact(value: unknown): value is SqlFact {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { kind, server } = value as Readonly<Record<string, unknown>>;
  return typeof kind === "string" && Object.hasOwn(KINDS, kind) && typeof server === "string";
}

const ADMINISTRATOR = "--administrator=";

/** What the runner is told about the connection. */
function connectionOf({ input }: Resource): Pick<DeclaredFact, "strictEncryption" | "administrator"> {
  const { arguments: told = [] } = input ?? {};
  const administrator = told.find((argument) => argument.startsWith(ADMINISTRATOR))?.slice(ADMINISTRATOR.length);
  return {
    strictEncryption: told.includes("--strict-encryption"),
    ...(administrator !== undefined && { administrator: literalIn(administrator) ?? administrator }),
  };
}
