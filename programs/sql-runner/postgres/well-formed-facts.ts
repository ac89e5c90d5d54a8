import * as z from "zod/mini";
import {
  POSTGRES_PRIVILEGES,
  postgresGroupProblem,
  postgresNameProblem,
  postgresNewRoleProblem,
  postgresRoleProblem,
} from "../../../lib/sql/model/postgres/postgres-rules";
import { guid, nameBy, onServer } from "../well-formed";

const name = nameBy(postgresNameProblem);
const principal = nameBy(postgresNewRoleProblem);
const owner = nameBy(postgresRoleProblem);

const objectId = z.optional(guid);

const privilege = {
  ...onServer,
  kind: z.literal("postgres-privilege"),
  database: name,
  grantee: principal,
  objectId,
};
const inSchema = { ...privilege, schema: name };
const { DATABASE: onDatabase, SCHEMA: onSchema, TABLE: onTable, "ALL SEQUENCES": onSequence } = POSTGRES_PRIVILEGES;

const privileges = z.discriminatedUnion("on", [
  z.strictObject({ ...privilege, on: z.literal("DATABASE"), privilege: z.enum(onDatabase) }),
  z.strictObject({ ...inSchema, on: z.literal("SCHEMA"), privilege: z.enum(onSchema) }),
  z.strictObject({ ...inSchema, on: z.literal("TABLE"), privilege: z.enum(onTable), table: name }),
  z.strictObject({ ...inSchema, on: z.literal("ALL TABLES"), privilege: z.enum(onTable) }),
  z.strictObject({ ...inSchema, on: z.literal("ALL SEQUENCES"), privilege: z.enum(onSequence) }),
  z.strictObject({ ...inSchema, on: z.literal("FUTURE TABLES"), privilege: z.enum(onTable), owner }),
  z.strictObject({ ...inSchema, on: z.literal("FUTURE SEQUENCES"), privilege: z.enum(onSequence), owner }),
]);

export const postgresFacts = [
  z.strictObject({
    ...onServer,
    kind: z.literal("postgres-role"),
    name: principal,
    objectId,
    objectType: z.enum(["user", "group", "service"]),
  }),
  z.strictObject({
    ...onServer,
    kind: z.literal("postgres-role-member"),
    role: nameBy(postgresGroupProblem),
    member: principal,
    objectId,
  }),
  privileges,
] as const;
