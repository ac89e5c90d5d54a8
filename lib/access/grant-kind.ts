import { type ITerraformResource } from "cdktf";
import { type Construct } from "constructs";
import { idOfResource } from "../core/names";
import { OwnDataSource } from "../core/own-resource";
import { type OwnResourceType, type ResourceArguments } from "../core/own-types";
import { type Placement } from "../core/placement";
import { type Check, rules } from "../core/rules";
import { StackLibrary } from "../core/stack-library";
import { comparableId, type UniqueKind } from "../core/uniqueness";
import { type IPrincipal } from "../principal/principal-interfaces";

/** What is written into a grant. */
export interface GrantContent {
  readonly target: ITerraformResource;
  readonly role: string;
  readonly principal: IPrincipal;
  /** Where look-ups that it needs are created. */
  readonly library: Construct;
  /** The provider that creates it. */
  readonly placement: Placement;
}

/** A resource with which a service grants its own roles. */
export interface GrantKind {
  readonly type: OwnResourceType;
  /** Begins the role in the grant's address. */
  readonly prefix: string;
  /**
   * What the service calls its roles.
   *
   * @default - as in the table of verbs
   */
  readonly roleNames?: Readonly<Record<string, string>>;
  /** Which grants cannot stand beside each other. */
  readonly unique: UniqueKind;
  /** Its arguments. */
  readonly write: (content: GrantContent) => ResourceArguments<OwnResourceType>;
  /**
   * What is wrong with a principal that the service does not take.
   *
   * @default - nothing
   */
  readonly principalProblems?: Check<[principal: IPrincipal]>;
}

/** One resource of a type with the same values of some attributes. */
export function oneOf(type: OwnResourceType, attributes: readonly string[], advice: string): UniqueKind {
  return {
    name: type,
    keyOf: (resource) =>
      resource.terraformResourceType === type
        ? attributes.map((attribute) => comparableId(resource, attribute))
        : undefined,
    problems: rules<[second: string, first: string]>("Grants of services", [
      {
        rule: "duplicate-grant",
        message: (second, first) => `${second} gives what ${first} gives already; ${advice}`,
      },
    ]),
  };
}

/** The tenant of the provider that creates a grant, which is the one of its target and of its principal. */
export function tenantOfGrant({ target, library, placement }: GrantContent): string {
  const config = StackLibrary.of(library).share(
    library,
    ["tenant-of", idOfResource(target, library)],
    `tenant of ${target.friendlyUniqueId}`,
    (scope, id) => new OwnDataSource(scope, id, "azurerm_client_config", {}, { placement }),
  );
  return config.text("tenant_id");
}

/** Services that keep principals by name have to be told it. */
export const namedProblems = rules<[principal: IPrincipal]>("Grants of services", [
  {
    rule: "principal-name-unknown",
    when: ({ displayName }) => displayName === undefined,
    message: "the name of the principal is not known; give displayName, or look the principal up by its name",
  },
]);
