import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { readProviderSchemas, RELEASES, schemaFile } from "./provider-schema";

/**
 * Writes azurerm-<version>_azuread-<version>.schema.generated.json.gz from the output of `terraform providers schema
 * -json`.
 *
 *   npm run catalog:schemas -- <version of azurerm> <file.json[.gz]>
 *
 * Omits descriptions, and parts that the project never reads (ephemeral resources, provider functions). Names are
 * sorted, so that the same input gives the same bytes.
 */
const LEFT_OUT = new Set(["description", "description_kind", "ephemeral_resource_schemas", "functions"]);

function compact(value: unknown, parent: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => compact(item, parent));
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  // Keys below `attributes` and `block_types` are names of the provider. "description" can be one of them.
  const keysAreNames = ["attributes", "block_types", "resource_schemas", "data_source_schemas"].includes(parent);
  const inTypeNotation = parent === "type";
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => keysAreNames || inTypeNotation || !LEFT_OUT.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, compact(child, inTypeNotation ? parent : keysAreNames ? "" : key)]),
  );
}

/** The schemas as one line of JSON, identical for identical input. */
export function compactJson(schemas: object): string {
  return JSON.stringify(compact(schemas, ""));
}

function main(version: string | undefined, source: string | undefined): void {
  const release = RELEASES.find(({ azurerm }) => azurerm === version);
  if (!release || source === undefined) {
    const versions = RELEASES.map(({ azurerm }) => azurerm).join(" or ");
    throw new Error(
      `usage: npm run catalog:schemas -- <${versions}> <output of \`terraform providers schema -json\`, may be gzipped>`,
    );
  }
  // Node writes neither a file name nor a time into the gzip header.
  writeFileSync(schemaFile(release), gzipSync(compactJson(readProviderSchemas(source)), { level: 9 }));
}

if (require.main === module) {
  main(process.argv[2], process.argv[3]);
}
