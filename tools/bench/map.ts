import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { figures, inTurns, milliseconds, sampleCommand } from "./sampling";
import { type Row } from "./table";
import { AZMI } from "../paths";

const IDENTITIES = 300;
const GRANTS = 1_000;
const GROUPS = 20;

/** `azmi map` as a whole process, for an estate whose access stays in its resource groups mostly, and its page in a browser. */
export function mapRows(): Row[] {
  const directory = mkdtempSync(join(tmpdir(), "azmi-bench-"));
  try {
    const app = join(directory, "app");
    mkdirSync(app);
    writeFileSync(join(app, "main.tf.json"), JSON.stringify({ resource: estate() }));
    const page = join(directory, "access-map.html");
    const { map } = inTurns(["map"], () => sampleCommand([AZMI, "map", "--output", page, app]));
    const row: Row = {
      case: `azmi map of ${String(IDENTITIES)} identities and ${String(GRANTS)} grants`,
      ms: { value: milliseconds(map), atMost: 3_000 },
      "page, MB": { value: statSync(page).size / 1e6, atMost: 1.5, digits: 2 },
    };
    if (spawnSync("chromium", ["--version"]).status !== 0) {
      console.log("skipped what needs chromium, which is not on the PATH: how soon the page is interactive");
      return [row];
    }
    const { interactive } = figures<"interactive">(["--require", "tsx/cjs"], "map-page-case.ts", page);
    return [{ ...row, "interactive, ms": { value: interactive, atMost: 1_000 } }];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Resources = Record<string, Record<string, unknown>>;

const TARGETS = [
  ["azurerm_key_vault", "Key Vault Secrets User"],
  ["azurerm_storage_account", "Storage Blob Data Reader"],
  ["azurerm_servicebus_namespace", "Azure Service Bus Data Sender"],
] as const;

function estate(): Resources {
  const all: Resources = {};
  const add = (type: string, name: string, values: object): void => {
    (all[type] ??= {})[name] = values;
  };
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
  const targetOf = (index: number): readonly [type: string, role: string] => TARGETS[index % 3] ?? TARGETS[0];
  numbers(GROUPS).forEach((group) => {
    add("azurerm_resource_group", `g${String(group)}`, { name: `rg-team-${String(group)}`, location: "westeurope" });
  });
  numbers(IDENTITIES).forEach((index) => {
    const place = {
      resource_group_name: `\${azurerm_resource_group.g${String(index % GROUPS)}.name}`,
      location: "westeurope",
    };
    add("azurerm_user_assigned_identity", `i${String(index)}`, { name: `id-service-${String(index)}`, ...place });
    add("azurerm_linux_web_app", `w${String(index)}`, {
      ...{ name: `app-service-${String(index)}`, ...place },
      identity: { type: "UserAssigned", identity_ids: [`\${azurerm_user_assigned_identity.i${String(index)}.id}`] },
    });
    add(targetOf(index)[0], `t${String(index)}`, { name: `target-${String(index)}`, ...place });
  });
  numbers(GRANTS).forEach((index) => {
    const identity = index % IDENTITIES;
    // Every tenth reaches into another resource group, every fiftieth a whole group.
    const target = (identity + GROUPS * (index % 13) + (index % 10 === 0 ? 1 : 0)) % IDENTITIES;
    const [type, role] = targetOf(target);
    const isBroad = index % 50 === 0;
    add("azurerm_role_assignment", `r${String(index)}`, {
      scope: isBroad ? `\${azurerm_resource_group.g${String(index % GROUPS)}.id}` : `\${${type}.t${String(target)}.id}`,
      role_definition_name: isBroad ? "Contributor" : role,
      principal_id: `\${azurerm_user_assigned_identity.i${String(identity)}.principal_id}`,
    });
  });
  return all;
}
