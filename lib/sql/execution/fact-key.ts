import { type IConstruct } from "constructs";
import { comparableText } from "../../core/uniqueness";
import { type SqlFact } from "../model/fact";
import { serverKey } from "./server-identity";

/** The fields in which facts of a server differ; the others say how the fact comes true. */
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

/** Fields that few facts have, and that count where they are: keys of facts without them stay as they are. */
const RARE = ["column", "user", "privilege", "table"] as const;

/** What tells two facts apart, wherever in the app and in whatever way they are written. */
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
