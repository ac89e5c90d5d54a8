import { type ChangeHeader } from "./changes";

/** A message from Terraform. */
export interface TerraformDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  /** The address of its resource: "azurerm_key_vault.vault". */
  readonly address?: string;
}

export interface TerraformReport {
  readonly diagnostics: readonly TerraformDiagnostic[];
  readonly changes: readonly ChangeHeader[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
interface Event {
  readonly type?: string;
  readonly diagnostic?: RawDiagnostic;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
  readonly outputs?: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface RawDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly snippet?: { readonly context?: string | null };
}

/** Reads the output of a command with `-json`. */
export function readEvents(stdout: string): TerraformReport {
  const events = stdout.split("\n").flatMap(parsed);
  return {
    diagnostics: events.flatMap(({ diagnostic }) => (diagnostic ? [readDiagnostic(diagnostic)] : [])),
    // Terraform reports them in a random order, because it works in parallel.
    changes: events
      .flatMap(({ type, change }) =>
        type === "planned_change" && change && change.action !== "noop"
          ? [{ address: change.resource.addr, action: change.action as ChangeHeader["action"] }]
          : [],
      )
      .sort((left, right) => (left.address < right.address ? -1 : 1)),
    outputs: Object.assign(
      {},
      ...events.map(({ type, outputs = {} }) =>
        type === "outputs" ? Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value])) : {},
      ),
    ) as Record<string, unknown>,
  };
}

/** Reads the output of `terraform validate -json`, which is one object. */
export function readValidation(stdout: string): TerraformDiagnostic[] {
  const { diagnostics = [] } = JSON.parse(stdout) as { readonly diagnostics?: readonly RawDiagnostic[] };
  return diagnostics.map(readDiagnostic);
}

function parsed(line: string): Event[] {
  try {
    return [JSON.parse(line) as Event];
  } catch {
    return [];
  }
}

function readDiagnostic({ severity, summary, detail = "", address, snippet }: RawDiagnostic): TerraformDiagnostic {
  const at = address ?? addressIn(snippet?.context ?? "");
  return { severity, summary, detail, ...(at !== undefined && { address: at }) };
}

/** Validation names the place as a line of the configuration: resource.azurerm_key_vault.vault.name. */
function addressIn(context: string): string | undefined {
  return /^(?:resource\.|(?=data\.))((?:data\.)?\w+\.[\w-]+)/.exec(context)?.[1];
}
