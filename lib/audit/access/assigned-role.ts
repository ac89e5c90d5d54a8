import { type Analysis } from "../terraform/analysis";
import { type Block } from "../terraform/document";
import { nested } from "../terraform/values";
import { builtInRole, builtInRoleNamed } from "./built-in-roles";
import { type Permissions } from "./permissions";
import { type Argument, argumentOf, isGiven, originsOf, ownerOf, shown, templateOf, textOf } from "./reading";
import { type RoleTraits, traitsOf } from "./role-traits";

/** The role that an assignment gives. */
export interface AssignedRole {
  /** Tells roles apart. */
  readonly key: string;
  readonly name: string;
  /** Of a built-in role, in lower case. */
  readonly id?: string;
  readonly privileged: boolean;
  readonly traits?: RoleTraits;
  readonly definition?: Block;
}

const DEFINITION = "azurerm_role_definition";

/** Roles by name and by id, also those that the documents define. */
export class Roles {
  private readonly byName = new Map<string, Block>();
  private readonly traits = new Map<Block, RoleTraits>();

  public constructor(private readonly analysis: Analysis) {
    for (const block of analysis.resourcesOf(DEFINITION)) {
      const name = textOf(analysis, argumentOf(block, "name"), block);
      if (name !== undefined) {
        this.byName.set(name.toLowerCase(), block);
      }
    }
  }

  public of(name: Argument, id: Argument, block: Block): AssignedRole {
    return isGiven(id) && (!isGiven(name) || this.byId(id, block))
      ? (this.byId(id, block) ?? this.unknown(id, block))
      : (this.named(name, block) ?? this.unknown(name, block));
  }

  private named(name: Argument, block: Block): AssignedRole | undefined {
    const text = textOf(this.analysis, name, block);
    const owner = ownerOf(this.analysis, name, block);
    if (text === undefined) {
      return owner?.type === DEFINITION && owner.block ? this.ofDefinition(owner.block) : undefined;
    }
    const known = builtIn(builtInRoleNamed(text));
    const custom = this.byName.get(text.toLowerCase());
    return known ?? (custom ? this.ofDefinition(custom) : { key: text.toLowerCase(), name: text, privileged: false });
  }

  private byId(id: Argument, block: Block): AssignedRole | undefined {
    const text = textOf(this.analysis, id, block) ?? templateOf(id) ?? "";
    const guid = text.length > LONGEST ? undefined : /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i.exec(text)?.[1];
    const definition = originsOf(this.analysis, id, block).find(({ type }) => type === DEFINITION)?.block;
    if (guid !== undefined) {
      return builtIn(builtInRole(guid)) ?? (definition ? this.ofDefinition(definition) : custom(guid));
    }
    return definition && this.ofDefinition(definition);
  }

  /** A definition of the documents: of a custom role, or a data source that looks one up. */
  private ofDefinition(definition: Block): AssignedRole {
    const name = textOf(this.analysis, argumentOf(definition, "name"), definition);
    if (definition.kind === "data") {
      const id = textOf(this.analysis, argumentOf(definition, "role_definition_id"), definition);
      const known = builtIn((id === undefined ? undefined : builtInRole(id)) ?? builtInRoleNamed(name ?? ""));
      return known ?? { key: definition.id, name: name ?? definition.name, privileged: false };
    }
    const traits = this.traits.get(definition) ?? traitsOf(permissionsOf(definition, this.analysis));
    this.traits.set(definition, traits);
    const privileged = traits.assignsRoles;
    return { key: definition.id, name: name ?? definition.name, privileged, traits, definition };
  }

  private unknown(argument: Argument, block: Block): AssignedRole {
    return { key: `${block.id}#role`, name: shown(argument) || "a role", privileged: false };
  }
}

const LONGEST = 2000;

function builtIn(role: ReturnType<typeof builtInRole>): AssignedRole | undefined {
  return role && { key: role.id, id: role.id, name: role.name, privileged: role.privileged, traits: role.traits };
}

function custom(guid: string): AssignedRole {
  return { key: guid.toLowerCase(), name: guid, privileged: false };
}

/** The permissions of a custom role, as far as the documents know them. */
export function permissionsOf(definition: Block, analysis: Analysis): Permissions[] {
  return nested(definition.values, "permissions").map((block) => {
    const texts = (name: string): string[] => {
      const value = block[name];
      return (Array.isArray(value) ? value : [])
        .map((item: unknown) => analysis.literalOf(item, definition))
        .filter((item) => typeof item === "string");
    };
    return {
      actions: texts("actions"),
      notActions: texts("not_actions"),
      dataActions: texts("data_actions"),
      notDataActions: texts("not_data_actions"),
    };
  });
}
