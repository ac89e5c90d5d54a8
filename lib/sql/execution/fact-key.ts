import { type IConstruct } from "constructs";
import { comparableText } from "../../core/uniqueness";
import { type SqlFact } from "../model/fact";
import { serverKey } from "./server-identity";

/** The fields that identify a fact on its server. The others say how it is applied. */
const DISTINGUISHING = [
  "kind",
  "database",
  "name",
  "role",
  "member",
  "permission",
  "on",
  "schema",
  "object",
  "grantee",
] as const;

/** Fields that few facts have. They count only if they are set, so that keys of other facts stay the same. */
const RARE = ["column", "user", "privilege", "table"] as const;

/** A key that is equal for two facts if they are the same, wherever and however the app declares them. */
export function factKey(fact: SqlFact, scope: IConstruct): string[] {
  const fields = fact as unknown as Readonly<Record<string, unknown>>;
  const isOfOwner = fact.kind === "postgres-privilege" && fact.owner !== undefined;
  const telling = [
    ...DISTINGUISHING,
    ...RARE.filter((field) => fields[field] !== undefined),
    ...(isOfOwner ? ["owner"] : []),
  ];
  return [serverKey(fact.server, scope), ...telling.map((field) => comparableText(fields[field], scope))];
}
