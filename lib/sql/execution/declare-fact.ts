import { type TerraformResource, Token } from "cdktf";
import { type Construct, type IConstruct } from "constructs";
import { Instances } from "../../core/instances";
import { checkAtSynth } from "../../core/problems";
import { StackLibrary } from "../../core/stack-library";
import { circleProblems } from "../../core/stack-order";
import { checkUniqueness, type UniqueKind } from "../../core/uniqueness";
import { describeOnServer } from "../model/describe-fact";
import { type SqlFact } from "../model/fact";
import { type Executor } from "./executor";
import { contradictions, inWords } from "./fact-contradictions";
import { ground } from "./fact-grounds";
import { factKey } from "./fact-key";
import { factName } from "./fact-name";
import { areDifferentServers } from "./server-identity";
import { isFact, type SqlFactBasis, SqlFactResource } from "./sql-fact-resource";
import { SqlLedger } from "./sql-ledger";

/**
 * Declares a fact on a server. Declaring it again returns the same resource. The executor applies the fact, and the ledger
 * removes it.
 */
export function declareFact(asker: Construct, fact: SqlFact, basis: SqlFactBasis, executor: Executor): SqlFactResource {
  const problems = circleProblems(asker, textsIn(fact), "logins and users", "there");
  if (problems.length > 0) {
    // Facts that depend on a placeholder have the same problem, which is reported already.
    const isReported = basis.replacedWith?.some((other) => isFact(other) && other.isStandIn) === true;
    checkAtSynth(asker, () => (isReported ? [] : problems));
    const standIn = declareFact(asker, withoutTokens(fact), {}, executor);
    standIn.isStandIn = true;
    return standIn;
  }
  const resource = StackLibrary.of(asker).share(
    asker,
    factName(fact, asker),
    [inWords(fact, asker), ...factKey(fact, asker)].join(" "),
    (library, id) => create(library, id, fact, executor, asker),
  );
  resource.restOn(basis);
  executor.take(resource, asker);
  checkAtSynth(asker, () => [...manyProblems(fact, asker), ...contradictions(asker, fact, executor, resource)]);
  return resource;
}

function create(library: Construct, id: string, fact: SqlFact, executor: Executor, asker: Construct): SqlFactResource {
  const resource = new SqlFactResource(library, id, fact, executor, asker.node.path);
  SqlLedger._record(resource);
  checkUniqueness(resource.cdktfStack, FACTS);
  ground(resource);
  return resource;
}

const FACTS: UniqueKind = {
  name: "SQL facts",
  keyOf: (resource) => (isFact(resource) ? factKey(resource.fact, resource) : undefined),
  areDifferent: (one: TerraformResource, other: TerraformResource) =>
    isFact(one) && isFact(other) && areDifferentServers(one.fact.server, other.fact.server),
  message: (first) => `says the same of the same server as ${first}; keep one of them, with the roles of both`,
};

function textsIn(value: unknown): string[] {
  return typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];
}

/** A placeholder for an invalid fact, without its references. */
function withoutTokens(fact: SqlFact): SqlFact {
  return JSON.parse(JSON.stringify(fact), (_, value: unknown) =>
    typeof value === "string" && Token.isUnresolved(value) ? "unknown" : value,
  ) as SqlFact;
}

/** Only for principals. Servers and databases are checked where they are given. */
function manyProblems(fact: SqlFact, scope: IConstruct): string[] {
  return Instances.of(textsIn({ ...fact, server: undefined, database: undefined }), scope)
    ? [
        `${describeOnServer(fact)} refers to something with count or for_each, and logins and users are not created per instance; ` +
          "create each in code",
      ]
    : [];
}
