import { Token } from "cdktf";
import { type IConstruct } from "constructs";
import { FunctionCall } from "../../core/function-call";
import { idOfValue } from "../../core/names";
import { canonical, referenceIn } from "../../core/reference";
import { type AzureSqlFact, type UserOrigin } from "../model/fact";
import { sidName, variable } from "../model/quoting";

/** A GUID with its bytes in groups, for Terraform's regular expressions. */
const GUID = "^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$";
const BYTES = "/^(..)(..)(..)(..)-(..)(..)-(..)(..)-(....)-(.{12})$/";
/** The first three groups with their bytes reversed, the last two unchanged. */
const SID = "0x$4$3$2$1$6$5$8$7$9$10";

/**
 * The ids in facts that are known only after apply. T-SQL from synth contains a sqlcmd variable for each: `$(name)`.
 */
export class ScriptVariables {
  private readonly ids = new Map<string, string>();

  public constructor(private readonly scope: IConstruct) {}

  /** The fact with variables in place of its ids. */
  public replaceIn(fact: AzureSqlFact): AzureSqlFact {
    switch (fact.kind) {
      case "login":
        return { ...fact, sidFrom: this.replace(fact.sidFrom), objectId: this.replace(fact.objectId) };
      case "database-user":
        return { ...fact, origin: this.replaceInOrigin(fact.origin) };
      default:
        return "sidFrom" in fact ? { ...fact, sidFrom: this.replace(fact.sidFrom) } : fact;
    }
  }

  public get any(): boolean {
    return this.ids.size > 0;
  }

  /** Terraform expressions by variable name. A value that is not a GUID fails at apply, and never reaches T-SQL. */
  public get byName(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      [...this.ids].sort().flatMap(([name, id]) => {
        const guid = new FunctionCall("regex", GUID, id);
        return [
          [name, guid.toString()],
          [sidName(name), new FunctionCall("replace", guid, BYTES, SID).toString()],
        ];
      }),
    );
  }

  /** Text with the values of the variables. */
  public insertInto(text: string): string {
    return Object.entries(this.byName).reduce((all, [name, value]) => all.replaceAll(variable(name), value), text);
  }

  private replaceInOrigin(origin: UserOrigin): UserOrigin {
    switch (origin.type) {
      case "login":
        return { ...origin, sidFrom: this.replace(origin.sidFrom ?? undefined) };
      case "unknown":
        return origin;
      case "sid":
        return { ...origin, sidFrom: this.variableOf(origin.sidFrom) };
      case "directory":
        return { ...origin, objectId: this.variableOf(origin.objectId) };
    }
  }

  private replace(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.variableOf(id);
  }

  private variableOf(id: string): string {
    if (!Token.isUnresolved(id)) {
      return id;
    }
    const reference = referenceIn(id);
    const text = reference ? `${reference.name}_${reference.attribute}` : idOfValue(id, this.scope);
    let name = text.replace(/\W+/g, "_");
    while (this.isOfAnother(name, id)) {
      name += "_";
    }
    this.ids.set(name, id);
    return variable(name);
  }

  private isOfAnother(name: string, id: string): boolean {
    const wanted = namesFor(name);
    return [...this.ids].some(
      ([taken, of]) =>
        namesFor(taken).some((one) => wanted.includes(one)) && canonical(of, this.scope) !== canonical(id, this.scope),
    );
  }
}

/** The variables of an id. sqlcmd ignores the case of their names. */
function namesFor(name: string): string[] {
  return [name, sidName(name)].map((one) => one.toLowerCase());
}
