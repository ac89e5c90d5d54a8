import { svg } from "./element";
import { type MapNode } from "./graph";

/** Drawn in strokes, 16 by 16. */
const ICONS = {
  app: "M5.5 5 2.5 8l3 3M10.5 5l3 3-3 3M9 3.5l-2 9",
  machine: "M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13",
  token: "M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM6 8l1.5 1.5L10.5 6.500",
  identity: "M8 2.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5M3.500 13.500c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4",
  group:
    "M6 3a2 2 0 1 0 0 4a2 2 0 1 0 0-4M2 12.500c0-2 1.700-3.500 4-3.500s4 1.500 4 3.500M10.500 3.300a2 2 0 0 1 0 3.600M12 9.300c1.300.6 2 1.700 2 3.200",
  vault: "M3.500 7h9v6.500h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2M8 9.500v1.500",
  database:
    "M3 4c0-1 2.200-1.500 5-1.500s5 .5 5 1.500-2.200 1.500-5 1.500S3 5 3 4v8c0 1 2.200 1.500 5 1.500s5-.5 5-1.500V4M3 8c0 1 2.200 1.500 5 1.500s5-.5 5-1.500",
  storage: "M2.500 3.500h11v3.500h-11zM2.500 9h11v3.500h-11zM5 5.250h.01M5 10.750h.01",
  message: "M2.500 4h11v8h-11zM2.500 4.500 8 9l5.500-4.500",
  scope: "M2.500 4.500h4l1.500 1.500h5.500v7h-11z",
  resource: "M8 2l5.500 3v6L8 14l-5.500-3V5zM2.500 5 8 8l5.500-3M8 8v6",
} as const;

type Icon = keyof typeof ICONS;

const BY_KIND: readonly (readonly [kind: RegExp, icon: Icon])[] = [
  [/machine|scale set/, "machine"],
  [/vault/, "vault"],
  [/sql|cosmos|database|kusto|redis/, "database"],
  [/storage|data lake/, "storage"],
  [/servicebus|event|queue/, "message"],
  [/resource group|subscription|management group|tenant/, "scope"],
];

const BY_COLUMN = { source: "app", identity: "identity", group: "group", target: "resource" } as const;

/** A picture of what a node is. Its words stand beside it. */
export function icon(node: MapNode | undefined): SVGElement {
  const own: Icon = node === undefined ? "scope" : iconOf(node);
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, svg("path", { d: ICONS[own] }));
}

function iconOf({ column, kind }: MapNode): Icon {
  if (kind === "federated token") {
    return "token";
  }
  const known = column === "identity" || column === "group" ? undefined : BY_KIND.find(([words]) => words.test(kind));
  return kind === "group" ? "group" : (known?.[1] ?? BY_COLUMN[column]);
}
