import { type OwnableClass } from "../state/ownable";
import { type SqlType, type SqlValue } from "./types";

/** An expression with a value. */
export type Expression =
  | { readonly kind: "literal"; readonly type: SqlType; readonly value: SqlValue }
  | { readonly kind: "parameter"; readonly name: string }
  | { readonly kind: "column"; readonly parts: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "concatenation"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "convert"; readonly value: Expression; readonly type: SqlType; readonly style: number }
  | {
      readonly kind: "case";
      readonly branches: readonly { readonly when: Condition; readonly then: Expression }[];
      readonly otherwise?: Expression;
    };

/** An expression that is true, false or unknown. */
export type Condition =
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "null"; readonly of: Expression }
  | { readonly kind: "in"; readonly of: Expression; readonly list: readonly Expression[] | Query }
  | { readonly kind: "like"; readonly of: Expression; readonly pattern: Expression }
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
  readonly items: readonly Item[];
  readonly from?: From;
  readonly where?: Condition;
}

export type Item =
  | { readonly kind: "all"; readonly of?: string }
  | { readonly kind: "value"; readonly value: Expression; readonly alias?: string };

export type From =
  | {
      readonly kind: "view";
      readonly parts: readonly string[];
      readonly args: readonly Expression[];
      readonly alias?: string;
    }
  | { readonly kind: "derived"; readonly query: Query; readonly alias: string }
  | {
      readonly kind: "join";
      readonly how: "inner" | "left" | "right";
      readonly left: From;
      readonly right: From;
      readonly on: Condition;
    };

/** What a login or user stands for. */
export type Origin =
  | { readonly kind: "directory"; readonly objectId?: string }
  | { readonly kind: "login"; readonly login: string }
  | { readonly kind: "sid"; readonly sid: Buffer; readonly type: "E" | "X" };

/** A name of up to three parts. */
export interface ObjectName {
  readonly name: string;
  readonly schema?: string;
  /** With the server, if it was named. */
  readonly database?: string;
}

export interface Securable extends Partial<ObjectName> {
  readonly class: "DATABASE" | "SCHEMA" | "OBJECT" | "USER" | "ROLE" | OwnableClass;
  readonly columns?: readonly string[];
}

/** A statement that changes what the server holds. */
export type Change =
  | { readonly kind: "create login"; readonly name: string; readonly origin: Origin }
  | { readonly kind: "alter login"; readonly name: string; readonly enable: boolean }
  | { readonly kind: "create user"; readonly name: string; readonly origin: Origin; readonly schema?: string }
  /** Null for no schema. */
  | { readonly kind: "alter user"; readonly name: string; readonly schema: string | null }
  | { readonly kind: "create role"; readonly name: string; readonly owner?: string }
  | { readonly kind: "create schema"; readonly name: string; readonly owner?: string }
  | { readonly kind: "drop login"; readonly name: string }
  | { readonly kind: "drop user" | "drop role" | "drop schema"; readonly name: string; readonly ifExists: boolean }
  | {
      readonly kind: "alter role" | "alter server role";
      readonly action: "add" | "drop";
      readonly role: string;
      readonly member: string;
    }
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
    };

export type ChangeOf<Kind extends Change["kind"]> = Change & { readonly kind: Kind };

export type Statement =
  | Change
  | { readonly kind: "select"; readonly query: Query }
  | { readonly kind: "if"; readonly condition: Condition; readonly then: Statement }
  | { readonly kind: "throw"; readonly number: number; readonly message: string; readonly state: number }
  | { readonly kind: "execute as"; readonly user: string }
  | { readonly kind: "revert" }
  | { readonly kind: "use"; readonly database: string }
  | { readonly kind: "flush" }
  | { readonly kind: "compile only"; readonly on: boolean }
  /** An option that drivers set. */
  | { readonly kind: "setting" };
