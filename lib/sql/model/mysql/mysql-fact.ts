/** A fact on a MySQL flexible server. */
export type MySqlFact = MySqlUserFact | MySqlPrivilegeFact;

interface OnServer {
  /** DNS name of the server. */
  readonly server: string;
  /**
   * The client id of an application or managed identity, or the object id of a user or group. A user of another
   * principal with the name stays. Omitted only for removals whose id is no longer known.
   */
  readonly identifiedBy?: string;
}

/** A user for an Entra principal exists. */
export interface MySqlUserFact extends OnServer {
  readonly kind: "mysql-user";
  readonly name: string;
}

/** A user of a principal has a privilege on a database or a table. */
export interface MySqlPrivilegeFact extends OnServer {
  readonly kind: "mysql-privilege";
  readonly database: string;
  readonly privilege: string;
  /** Omitted for privileges on a whole database. */
  readonly table?: string;
  readonly grantee: string;
}

/**
 * Parts of the Terraform name of a fact, without the server.
 *
 * @param text formats a name as such a part
 */
export function mysqlFactName(fact: MySqlFact, text: (part: string) => string): string[] {
  if (fact.kind === "mysql-user") {
    return ["user", text(fact.name)];
  }
  const table = fact.table === undefined ? [] : ["table", text(fact.table)];
  return [text(fact.database), "user", text(fact.grantee), fact.privilege.replaceAll(" ", "-"), ...table];
}

/** A fact without its place. */
export function mysqlFactInWords(fact: MySqlFact): string {
  if (fact.kind === "mysql-user") {
    return `user ${JSON.stringify(fact.name)}`;
  }
  const on = fact.table === undefined ? "" : ` on table ${JSON.stringify(fact.table)}`;
  return `privilege ${fact.privilege}${on} of ${JSON.stringify(fact.grantee)}`;
}
