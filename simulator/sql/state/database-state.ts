import { DATABASE_ROLES, MASTER_ROLES } from "./fixed-roles";
import { sameName } from "./names";
import { type Ownable, type OwnableClass } from "./ownable";
import { Principals } from "./principals";
import { type Membership, RoleMembersCopy } from "./role-members";

/** A row of sys.database_principals. */
export interface DatabasePrincipal {
  readonly id: number;
  readonly name: string;
  readonly type: "S" | "E" | "X" | "R";
  readonly sid: Buffer | null;
  owner: number | null;
  readonly fixed: boolean;
  defaultSchema: string | null;
  readonly created: Date;
  modified: Date;
}

/** What permissions can be about, by what T-SQL calls it. */
export type PermissionClass = "DATABASE" | "SCHEMA" | "OBJECT" | "ROLE" | "USER" | OwnableClass;

export interface Permission {
  readonly class: PermissionClass;
  /** Id of the schema, object or whatever it is; 0 for the database. */
  readonly on: number;
  /** Number of a column of an object; 0 for all of it. */
  readonly column?: number;
  readonly name: string;
  readonly grantee: number;
  readonly grantor: number;
  readonly state: "G" | "D" | "W";
}

export interface Schema {
  readonly id: number;
  readonly name: string;
  owner: number;
}

export interface SqlObject {
  readonly id: number;
  readonly name: string;
  readonly schema: number;
  /** Where it is not the owner of the schema. */
  owner: number | null;
  readonly columns: readonly string[];
}

export const DBO = 1;
const SCHEMAS_WITH_USER = ["dbo", "guest", "INFORMATION_SCHEMA", "sys"];

/** What a database holds: users, roles, permissions, schemas, objects. */
export class DatabaseState {
  public readonly principals = new Principals<DatabasePrincipal>();
  public readonly schemas: Schema[] = [];
  public objects: SqlObject[] = [];
  public readonly ownables: Ownable[] = [];
  public memberships: Membership[] = [];
  public permissions: Permission[] = [];
  public readonly serverRoleMembers = new RoleMembersCopy();
  public readonly isMaster: boolean;
  public readonly created: Date;
  private nextId = 5;
  private nextObject = 901578250;

  public constructor(
    readonly name: string,
    /** As sys.databases numbers it. */
    readonly id: number,
    readonly now: () => Date,
  ) {
    this.isMaster = name === "master";
    this.created = now();
    SCHEMAS_WITH_USER.forEach((schema, index) => {
      const id = index + 1;
      this.add(
        { name: schema, type: "S", sid: id === DBO ? Buffer.from([1]) : null, defaultSchema: id < 3 ? schema : null },
        id,
      );
      this.schemas.push({ id, name: schema, owner: id });
    });
    this.add({ name: "public", type: "R", sid: null, owner: DBO }, 0);
    Object.entries(DATABASE_ROLES).forEach(([role, [id]]) => {
      this.add({ name: role, type: "R", sid: null, owner: DBO, fixed: true }, id);
      this.schemas.push({ id, name: role, owner: id });
    });
    Object.keys(this.isMaster ? MASTER_ROLES : {}).forEach((role) => {
      this.add({ name: role, type: "R", sid: null, owner: DBO });
    });
    this.permissions.push({ class: "DATABASE", on: 0, name: "CONNECT", grantee: DBO, grantor: DBO, state: "G" });
  }

  public add(
    of: Pick<DatabasePrincipal, "name" | "type" | "sid"> & Partial<DatabasePrincipal>,
    id = this.nextId++,
  ): DatabasePrincipal {
    const defaults = { owner: null, fixed: false, defaultSchema: null, created: this.now(), modified: this.now() };
    return this.principals.add({ ...defaults, ...of, id });
  }

  public find(name: string): DatabasePrincipal | undefined {
    return this.principals.named(name);
  }

  public drop(principal: DatabasePrincipal): void {
    const { id } = principal;
    this.principals.drop(principal);
    this.memberships = this.memberships.filter(({ member, role }) => member !== id && role !== id);
    this.permissions = this.permissions.filter(
      ({ grantee, class: on, on: what }) => grantee !== id && !(isPrincipal(on) && what === id),
    );
  }

  /** Ids of the roles that these principals are in, directly or not. */
  public rolesOf(ids: readonly number[]): number[] {
    const found = new Set<number>();
    const visit = (id: number): void => {
      for (const { role } of this.memberships.filter(({ member }) => member === id)) {
        if (!found.has(role)) {
          found.add(role);
          visit(role);
        }
      }
    };
    ids.forEach(visit);
    return [...found];
  }

  public schema(name: string): Schema | undefined {
    return this.schemas.find((schema) => sameName(schema.name, name));
  }

  public addSchema(name: string, owner: number): Schema {
    const schema = { id: this.nextId++, name, owner };
    this.schemas.push(schema);
    return schema;
  }

  public object(name: string, schema = "dbo"): SqlObject | undefined {
    const found = this.schema(schema);
    return this.objects.find((object) => object.schema === found?.id && sameName(object.name, name));
  }

  public addObject(
    name: string,
    { id }: Schema,
    owner: number | null = null,
    columns: readonly string[] = ["id"],
  ): SqlObject {
    const object = { id: (this.nextObject += 16), name, schema: id, owner, columns };
    this.objects.push(object);
    return object;
  }

  public ownable(of: OwnableClass, name: string, schema?: string): Ownable | undefined {
    const found = schema === undefined ? undefined : this.schema(schema);
    return this.ownables.find(
      (one) => one.class === of && sameName(one.name, name) && (one.schema === null || one.schema === found?.id),
    );
  }

  public addOwnable(of: OwnableClass, name: string, owner: number, schema?: Schema): void {
    this.ownables.push({ class: of, id: (this.nextObject += 16), name, schema: schema?.id ?? null, owner });
  }
}

const isPrincipal = (of: PermissionClass): boolean => of === "ROLE" || of === "USER";
