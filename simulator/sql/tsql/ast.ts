import { type OwnableClass } from "../state/ownable";
import { type SqlType, type SqlValue } from "./types";

/** An expression with a value. */
export type Expression =
  | { readonly kind: "literal"; readonly type: SqlType; readonly value: SqlValue }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "column"; readonly parts: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly star: boolean }
  | {
      readonly kind: "convert";
      readonly value: Expression;
      readonly type: SqlType;
      readonly style?: Expression;
      /** TRY_CAST and TRY_CONVERT give null for what cannot be converted. */
      readonly lenient: boolean;
    }
  | { readonly kind: "arithmetic"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "case";
      readonly branches: readonly { readonly when: Condition; readonly then: Expression }[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: "subquery"; readonly query: Query };

/** An expression that is true, false or unknown. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "null"; readonly of: Expression }
  | { readonly kind: "in"; readonly of: Expression; readonly list: readonly Expression[] | Query }
  | { readonly kind: "like"; readonly of: Expression; readonly pattern: Expression; readonly escape?: Expression }
  | { readonly kind: "exists"; readonly query: Query };

export interface Query {
  readonly kind: "query";
  readonly parts: readonly Select[];
  /** Per part after the first: whether UNION keeps duplicates. */
  readonly keeps: readonly boolean[];
  readonly order: readonly { readonly by: Expression; readonly descending: boolean }[];
}

export interface Select {
  readonly distinct: boolean;
  readonly top?: Expression;
  readonly items: readonly Item[];
  readonly from?: From;
  readonly where?: Condition;
  readonly group: readonly Expression[];
}

export type Item =
  | { readonly kind: "all"; readonly of?: string }
  | { readonly kind: "value"; readonly value: Expression; readonly alias?: string; readonly assignTo?: string };

export type From =
  | {
      readonly kind: "table";
      readonly parts: readonly string[];
      readonly args?: readonly Expression[];
      readonly alias?: string;
    }
  | { readonly kind: "derived"; readonly query: Query; readonly alias: string }
  | {
      readonly kind: "join";
      readonly how: "inner" | "left" | "right" | "cross";
      readonly left: From;
      readonly right: From;
      readonly on?: Condition;
    };

/** What a login or user stands for. */
export type Origin =
  | { readonly kind: "directory"; readonly objectId?: string }
  | { readonly kind: "password"; readonly sid?: Buffer; readonly password: string }
  | { readonly kind: "login"; readonly login: string }
  | { readonly kind: "sid"; readonly sid: Buffer; readonly type: string }
  | { readonly kind: "none" };

/** A name of up to three parts. */
export interface ObjectName {
  readonly name: string;
  readonly schema?: string;
  /** With the server, if it was named. */
  readonly database?: string;
}

export interface Securable extends Partial<ObjectName> {
  readonly class: "DATABASE" | "SCHEMA" | "OBJECT" | "SERVER" | "USER" | "ROLE" | OwnableClass;
  readonly columns?: readonly string[];
}

export type Statement =
  | { readonly kind: "create login"; readonly name: string; readonly origin: Origin }
  | {
      readonly kind: "alter login";
      readonly name: string;
      readonly enable?: boolean;
      readonly newName?: string;
      readonly password?: string;
    }
  | { readonly kind: "drop login"; readonly name: string }
  | { readonly kind: "create user"; readonly name: string; readonly origin: Origin; readonly schema?: string }
  | {
      readonly kind: "alter user";
      readonly name: string;
      readonly newName?: string;
      readonly login?: string;
      /** Null for none. */
      readonly schema?: string | null;
    }
  | { readonly kind: "drop user" | "drop role" | "drop schema"; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: "create role"; readonly name: string; readonly owner?: string }
  | { readonly kind: "rename role"; readonly name: string; readonly newName: string }
  | {
      readonly kind: "alter membership";
      readonly level: "server" | "database";
      readonly action: "add" | "drop";
      readonly role: string;
      readonly member: string;
    }
  | { readonly kind: "create schema"; readonly name?: string; readonly owner?: string }
  | { readonly kind: "create table"; readonly table: ObjectName; readonly columns: readonly string[] }
  | { readonly kind: "drop table"; readonly table: ObjectName; readonly ifExists: boolean }
  | { readonly kind: "alter authorization"; readonly securable: Securable; readonly owner?: string }
  | {
      readonly kind: "permission";
      readonly action: "GRANT" | "DENY" | "REVOKE";
      readonly permissions: readonly string[];
      readonly on: Securable;
      readonly grantees: readonly string[];
      readonly grantOption: boolean;
      readonly cascade: boolean;
      /** Who is to have granted it, where that is not the one who says it. */
      readonly grantor?: string;
    }
  | { readonly kind: "select"; readonly query: Query }
  | { readonly kind: "declare"; readonly variables: readonly Declaration[] }
  | { readonly kind: "set"; readonly name: string; readonly value: Expression }
  | { readonly kind: "if"; readonly condition: Condition; readonly then: Statement; readonly otherwise?: Statement }
  | { readonly kind: "block"; readonly statements: readonly Statement[] }
  | { readonly kind: "try"; readonly body: Statement; readonly handler: Statement }
  | { readonly kind: "execute text"; readonly text: Expression }
  | {
      readonly kind: "execute procedure";
      readonly procedure: ObjectName;
      readonly args: readonly { readonly name?: string; readonly value: Expression }[];
    }
  | { readonly kind: "print"; readonly text: Expression }
  | { readonly kind: "throw"; readonly args: readonly Expression[] }
  | {
      readonly kind: "raise";
      readonly text: Expression;
      readonly severity: Expression;
      readonly state: Expression;
      readonly values: readonly Expression[];
    }
  | { readonly kind: "wait"; readonly delay: Expression }
  | { readonly kind: "execute as"; readonly user: string }
  | { readonly kind: "revert" }
  | { readonly kind: "use"; readonly database: string }
  | { readonly kind: "dbcc"; readonly command: string }
  /** SET NOEXEC and SET XACT_ABORT, where they are told. */
  | { readonly kind: "set switches"; readonly compilesOnly?: boolean; readonly abortsBatches?: boolean }
  | { readonly kind: "unsupported"; readonly what: string }
  | { readonly kind: "nothing" };

export interface Declaration {
  readonly name: string;
  readonly type: SqlType;
  readonly value?: Expression;
}
