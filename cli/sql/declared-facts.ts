import { type SqlFact } from "../../lib/sql/fact";
import { type Resource, type SynthesizedStack } from "../synthesized-app";

/** SQL facts are resources of this type. */
export const FACT_TYPE = "terraform_data";

/** A fact as the stack declares it: what only Terraform knows is an expression. */
export interface DeclaredFact {
  readonly name: string;
  readonly fact: SqlFact;
  /** Whether the runner is told to encrypt before the first byte of TDS. */
  readonly strictEncryption: boolean;
}

/** The SQL facts of a stack, by Terraform name. */
export function declaredFacts({ configuration }: SynthesizedStack): Map<string, DeclaredFact> {
  const resources = Object.entries(configuration.resource?.[FACT_TYPE] ?? {});
  return new Map(
    resources.flatMap(([name, resource]): [string, DeclaredFact][] => {
      const { triggers_replace: fact } = resource;
      return isLikeFact(fact) ? [[name, { name, fact, strictEncryption: isStrict(resource) }]] : [];
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
};

/** Whether a value is meant as a fact: apps may have resources of this type for other purposes. */
export function isLikeFact(value: unknown): value is SqlFact {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { kind, server } = value as Readonly<Record<string, unknown>>;
  return typeof kind === "string" && Object.hasOwn(KINDS, kind) && typeof server === "string";
}

const isStrict = ({ input }: Resource): boolean => input?.arguments?.includes("--strict-encryption") ?? false;
