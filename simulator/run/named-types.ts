import { type ProviderSchema } from "../provider/schema";

/**
 * The resource types that the configurations and states of a simulation name. Terraform reads a schema of some types in a
 * fraction of the time that it takes for more than a thousand, and does so with every command.
 */
export class NamedTypes {
  private readonly names = new Set<string>();
  private isEverything = false;

  /** Takes in whatever looks like a type of azurerm or azuread in a text. */
  public add(text: string): void {
    for (const [name] of text.matchAll(/\b(?:azurerm|azuread)_\w+/g)) {
      this.names.add(name);
    }
  }

  /** Takes in all types, for configurations that cannot be seen. */
  public addAll(): void {
    this.isEverything = true;
  }

  /** The schema with the types that are named; the whole one where one has no such type, so that Terraform can tell what is like it. */
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
