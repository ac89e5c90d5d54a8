import { type ObjectValue, type Value } from "../protocol/values";
import { named } from "./evaluate";
import { TemplateError } from "./template-error";

/** Parameters or variables of a template. Each is evaluated on demand, because it can refer to others. */
export class Definitions {
  private readonly values = new Map<string, Value>();
  private readonly underWay = new Set<string>();

  public constructor(
    private readonly what: "parameter" | "variable",
    private readonly definitions: ObjectValue,
    private readonly evaluate: (definition: Value, name: string) => Value,
  ) {}

  public get(name: string): Value {
    const key = name.toLowerCase();
    const known = this.values.get(key);
    if (known !== undefined) {
      return known;
    }
    const definition = named(this.definitions, name);
    if (definition === undefined) {
      throw new TemplateError(`The template ${this.what} '${name}' is not found.`);
    }
    if (this.underWay.has(key)) {
      throw new TemplateError(`The template ${this.what} '${name}' is defined by itself.`);
    }
    this.underWay.add(key);
    const value = this.evaluate(definition, name);
    this.underWay.delete(key);
    this.values.set(key, value);
    return value;
  }
}
