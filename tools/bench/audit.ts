import { figures } from "./sampling";
import { type Row } from "./table";

const SIZES = [10_000, 50_000];

/** The audit of an estate with all rules, compared with parsing its JSON, which is not part of it. */
export function auditRows(): Row[] {
  const perSize = SIZES.map((size) => ({
    size,
    ...figures<"parse" | "audit" | "findings" | "megabytes">(["--require", "tsx/cjs"], "audit-case.js", String(size)),
  }));
  const [small, large] = perSize;
  return perSize.map(({ size, parse, audit, findings, megabytes }) => ({
    case: `audit of ${String(size)} resources`,
    findings: String(findings),
    "parsing, ms": parse.toFixed(),
    ...(size === small?.size
      ? {
          "audit, ms": { value: audit, atMost: 1_000 },
          MB: { value: megabytes, atMost: 300 },
        }
      : { "audit, ms": audit.toFixed(), MB: megabytes.toFixed() }),
    "ratio to parsing": { value: audit / parse, atMost: 2.5, digits: 1 },
    "growth per resource":
      size === large?.size && small ? { value: audit / small.audit / (size / small.size), atMost: 1.5, digits: 2 } : "",
  }));
}
