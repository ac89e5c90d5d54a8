import { type ProviderSchema } from "../provider/schema";

/**
 * The resource types that the configurations and states of a simulation name. Every command reads the schema, and
 * Terraform reads a few types much faster than a thousand.
 */
export class NamedTypes {
  private readonly names = new Set<string>();
  private isEverything = false;

  /** Adds everything in a text that looks like a type of azurerm or azuread. */
  public add(text: string): void {
    for (const [name] of text.matchAll(/\b(?:azurerm|azuread)_\w+/g)) {
      this.names.add(name);
    }
  }

  /** Adds all types, for configurations that cannot be read. */
  public addAll(): void {
    this.isEverything = true;
  }

  /**
   * The schema of the named types. If a named type does not exist, the whole schema, so that Terraform can suggest a
   * similar type.
   */
  public in(schema: ProviderSchema, provider: string): ProviderSchema {
    const names = [...this.names].filter((name) => name.startsWith(`${provider}_`)).sort();
    const { resource_schemas: resources, data_source_schemas: dataSources } = schema;
    const isKnown = (name: string): boolean => Object.hasOwn(resources, name) || Object.hasOwn(dataSources, name);
    return this.isEverything || !names.every(isKnown)
      ? schema
      : { ...schema, resource_schemas: pick(resources, names), data_source_schemas: pick(dataSources, names) };
  }
}

function pick<T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    names.flatMap((name): [string, T][] => (record[name] === undefined ? [] : [[name, record[name]]])),
  );
}
