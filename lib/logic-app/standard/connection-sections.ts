import { type Problem, rules } from "../../core/rules";

/** The connections of a Standard logic app, as the parts of its connections.json have them. */
export class ConnectionSections {
  private readonly sections: Record<string, Record<string, unknown>> = { managedApiConnections: {} };
  private readonly origins = new Map<string, string>();

  /**
   * Adds a connection, or reports that its key is taken. Keys ignore letter case.
   *
   * @param from where it comes from, as errors name it
   */
  public add(section: string, key: string, definition: unknown, from: string): Problem[] {
    const id = `${section}/${key}`.toLowerCase();
    const other = this.origins.get(id);
    if (other !== undefined) {
      return keyTaken(key, section, from, other);
    }
    this.origins.set(id, from);
    (this.sections[section] ??= {})[key] = definition;
    return [];
  }

  /** The keys of a part. */
  public keys(section: string): string[] {
    return Object.keys(this.sections[section] ?? {});
  }

  public text(): string {
    return `${JSON.stringify(this.sections, undefined, 2)}\n`;
  }
}

const keyTaken = rules<[key: string, section: string, from: string, other: string]>("LogicAppConnectionsFile", [
  {
    rule: "connection-key-in-file",
    message: (key, section, from, other) =>
      `${section} of ${from} and of ${other} both have the key "${key}"; rename one of them, or remove it from the file`,
  },
]);
