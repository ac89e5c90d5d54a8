/** What shall be true on a flexible server of MySQL. */
export type MySqlFact = MySqlUserFact | MySqlPrivilegeFact;

interface OnServer {
  /** DNS name of the server. */
  readonly server: string;
  /**
   * What the user is identified by: the client id of an application or managed identity, the object id of a user or group.
   * A user of the same name that stands for somebody else is left alone. Left out only where a fact is removed and the id
   * is not known any more.
   */
  readonly identifiedBy?: string;
}

/** A user stands for a principal of Entra ID. */
export interface MySqlUserFact extends OnServer {
  readonly kind: "mysql-user";
  readonly name: string;
}

/** The user of a principal has a privilege on a database or a table. */
export interface MySqlPrivilegeFact extends OnServer {
  readonly kind: "mysql-privilege";
  readonly database: string;
  readonly privilege: string;
  /** Left out where the privilege is on the whole database. */
  readonly table?: string;
  readonly grantee: string;
}

/**
 * Parts of the Terraform name of a fact, without the server.
 *
 * @param text a name as such a part
 */
export function mysqlFactName(fact: MySqlFact, text: (part: string) => string): string[] {
  if (fact.kind === "mysql-user") {
    return ["user", text(fact.name)];
  }
  const table = fact.table === undefined ? [] : ["table", text(fact.table)];
  return [text(fact.database), "user", text(fact.grantee), fact.privilege.replaceAll(" ", "-"), ...table];
}

/** A fact in words, without where it is to hold. */
export function mysqlFactInWords(fact: MySqlFact): string {
  if (fact.kind === "mysql-user") {
    return `user ${JSON.stringify(fact.name)}`;
  }
  const on = fact.table === undefined ? "" : ` on table ${JSON.stringify(fact.table)}`;
  return `privilege ${fact.privilege}${on} of ${JSON.stringify(fact.grantee)}`;
}
