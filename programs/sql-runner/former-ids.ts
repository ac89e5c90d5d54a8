import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { type SqlFact } from "../../lib/sql/model/fact";
import { idOfPrincipal, isPrincipal } from "../../lib/sql/model/principal-of-fact";
import { groupBy, remember } from "../../lib/core/collections";
import { type Environment } from "./listed-facts";
import { unverifiedObject } from "./unverified";

const former = z.array(z.strictObject({ principal: z.string(), id: z.guid() }));

/** A login or user, and the id it was created from: the one in its SID, or the object id if that is unknown. */
type Former = z.infer<typeof former>[number];

/**
 * Ids of logins and users that Terraform is about to replace. A recreated principal has its old name and another id,
 * and only what was created for the old id may be dropped. One run of the program records the ids while Terraform
 * destroys the old resource, and the next run reads them while Terraform creates the new one: neither sees the
 * arguments of the other. If the record is lost, the login stays, and the next run reports whose it is.
 */
export class FormerIds {
  private readonly folder: string;
  private readonly known = new Map<string, readonly Former[]>();

  /** @param environment names Terraform's data directory */
  public constructor(environment: Environment) {
    this.folder = join(environment.TF_DATA_DIR ?? ".terraform", "sql-runner");
  }

  public note(facts: readonly SqlFact[]): void {
    for (const [server, noted] of byServer(facts)) {
      const ours = noted.flatMap((fact): Former[] => {
        const id = idOfPrincipal(fact) ?? unverifiedObject(fact);
        return id === undefined ? [] : [{ principal: principalOf(fact), id }];
      });
      const before = this.read(server);
      const isKnown = (one: Former): boolean =>
        before.some(({ principal, id }) => principal === one.principal && id === one.id);
      this.write(server, [...before, ...ours.filter((one) => !isKnown(one))]);
    }
  }

  public of(fact: SqlFact): string[] {
    const principal = principalOf(fact);
    return this.read(fact.server).flatMap((noted) => (noted.principal === principal ? [noted.id] : []));
  }

  /** A login or user that was verified or removed needs no record. */
  public forget(facts: readonly SqlFact[]): void {
    for (const [server, settled] of byServer(facts)) {
      const principals = new Set(settled.map(principalOf));
      const noted = this.read(server);
      if (noted.length > 0) {
        this.write(
          server,
          noted.filter(({ principal }) => !principals.has(principal)),
        );
      }
    }
  }

  private read(server: string): readonly Former[] {
    return remember(this.known, server.toLowerCase(), () => this.readFile(server));
  }

  private readFile(server: string): readonly Former[] {
    try {
      return former.parse(JSON.parse(readFileSync(this.file(server), "utf8")));
    } catch {
      return []; // missing or unreadable
    }
  }

  private write(server: string, noted: readonly Former[]): void {
    this.known.set(server.toLowerCase(), noted);
    if (noted.length === 0) {
      rmSync(this.file(server), { force: true });
      return;
    }
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.file(server), JSON.stringify(noted), { mode: 0o600 });
  }

  private file(server: string): string {
    return join(this.folder, `${createHash("sha256").update(server.toLowerCase()).digest("hex").slice(0, 16)}.json`);
  }
}

const principalOf = (fact: SqlFact): string =>
  fact.kind === "login"
    ? `login ${fact.name}`
    : fact.kind === "database-user"
      ? `user ${fact.database} ${fact.name}`
      : `${fact.kind} ${"name" in fact ? fact.name : ""}`;

/** Only facts about principals. */
const byServer = (facts: readonly SqlFact[]): Map<string, SqlFact[]> =>
  groupBy(facts.filter(isPrincipal), ({ server }) => server);
