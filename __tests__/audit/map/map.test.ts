import { mapData, mapJson, mapMarkdown } from "../../../lib/audit/map";
import { largeModel, ModelBuilder, smallModel } from "../../support/access-models";

/** One web app that reads secrets. */
function oneGrant(identity = "id-shop", vault = "kv-shop", what = "Key Vault Secrets User"): ModelBuilder {
  const model = new ModelBuilder();
  const principal = model.identity(identity);
  model.source("app-shop", [principal]);
  return model.grant(principal, model.target(vault), what);
}

const markdown = (model: ModelBuilder): string => mapMarkdown(mapData(model.build()));

describe("as JSON", () => {
  test("says who can reach what, and where each block is declared", () => {
    expect(JSON.parse(mapJson(mapData(oneGrant().build())))).toEqual({
      format: "azmi-access-map",
      version: 1,
      isDifference: false,
      principals: [
        {
          id: "shop/azurerm_user_assigned_identity.id-shop",
          kind: "user-assigned-identity",
          label: "id-shop",
          cluster: "rg-shop",
          at: place("azurerm_user_assigned_identity.id-shop", "id-shop"),
        },
      ],
      sources: [
        {
          id: "shop/azurerm_linux_web_app.app-shop",
          label: "app-shop",
          type: "azurerm_linux_web_app",
          cluster: "rg-shop",
          identities: ["shop/azurerm_user_assigned_identity.id-shop"],
          at: place("azurerm_linux_web_app.app-shop", "app-shop"),
        },
      ],
      targets: [
        {
          id: "shop/azurerm_key_vault.kv-shop",
          label: "kv-shop",
          scope: "resource",
          type: "azurerm_key_vault",
          cluster: "rg-shop",
          at: place("azurerm_key_vault.kv-shop", "kv-shop"),
        },
      ],
      grants: [
        {
          principal: "shop/azurerm_user_assigned_identity.id-shop",
          target: "shop/azurerm_key_vault.kv-shop",
          what: "Key Vault Secrets User",
          plane: "data",
          risk: "none",
          eligible: false,
          at: place("azurerm_role_assignment.grant0", "grant0"),
        },
      ],
      trusts: [],
      memberships: [],
      impersonations: [],
    });
  });

  test("is the same for the same access in another order", () => {
    const model = smallModel().build();
    const turned = {
      principals: [...model.principals].reverse(),
      sources: [...model.sources].reverse(),
      targets: [...model.targets].reverse(),
      grants: [...model.grants].reverse(),
      trusts: [...model.trusts].reverse(),
      memberships: [...model.memberships].reverse(),
      impersonations: [...model.impersonations].reverse(),
    };
    expect(mapJson(mapData(turned))).toBe(mapJson(mapData(model)));
  });
});

const place = (address: string, name: string): object => ({ document: "shop", address, constructPath: `shop/${name}` });

describe("as Markdown", () => {
  test("has a flowchart and a table", () => {
    expect(markdown(oneGrant())).toBe(`# Access map

1 identity, 1 grant, 0 ways to become an identity. ▲ privileged: can give access to others or become others. ◆ broad: reaches more than one resource.

\`\`\`mermaid
flowchart LR
  subgraph sources
    n0("app-shop")
  end
  subgraph identities
    n1(["id-shop"])
  end
  subgraph targets
    n2["kv-shop"]
  end
  n0 --> n1
  n1 -->|"Key Vault Secrets User"| n2
\`\`\`

### Grants

| Identity | Carried by | May | On | Risk |
| --- | --- | --- | --- | --- |
| \`id-shop\` | \`app-shop\` | Key Vault Secrets User | \`kv-shop\` | ● limited |
`);
  });

  test("shows the risk by shape: thick and dashed arrows, and symbols", () => {
    const lines = markdown(smallModel()).split("\n");
    expect(lines).toContainEqual(expect.stringMatching(/n\d+ ==>\|"▲ Owner"\| n\d+$/));
    expect(lines).toContainEqual(expect.stringMatching(/n\d+ -\.->\|"◆ Storage Blob Data Owner"\| n\d+$/));
    expect(lines).toContain("| `grp-operators` |  | Contributor (after activation) | `rg-shop` | ▲ privileged |");
  });

  test("tells each step of the ways to become an identity", () => {
    expect(markdown(smallModel())).toContain(
      "| `ada@contoso.com` | `id-orders` | 1. ada&#64;contoso.com is a member of grp-operators<br>" +
        "2. Contributor on rg-shop may run code on app-orders, which carries id-orders |",
    );
  });

  test("says when there is nothing", () => {
    expect(markdown(new ModelBuilder())).toBe("# Access map\n\nNo identity can reach anything.\n");
  });

  test("of an estate fits into a comment on GitHub and into Mermaid, with the clusters in place of their members", () => {
    const text = markdown(largeModel());
    const [, chart = ""] = /```mermaid\n([^`]*)```/.exec(text) ?? [];
    expect(chart).toContain('(["rg-team-07"])');
    expect(chart).not.toContain("id-service-");
    expect(chart.length).toBeLessThan(50_000);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more lines: see the JSON or the page of this map\.\n$/);
  });
});

const HOSTILE = [
  '<script>alert("x")</script>',
  "<img src=x onerror=alert(1)>",
  '"] --> x["',
  "a|b\n\n# heading",
  "``` `code` ```",
  "[click](javascript:alert(1)) @everyone https://evil.example ![](x)",
  '%%{init: {"securityLevel": "loose"}}%%',
  'end\nclick n0 href "javascript:alert(1)"',
  "\u202etxt.exe\u0000\u0007",
  "&lt;script&gt; #lt; #quot;",
  "*bold* _it_ ~~no~~ $x$ \\",
];

describe.each(HOSTILE)("a name such as %j", (name) => {
  const text = markdown(oneGrant(name, name, name));
  const [, chart = ""] = /```mermaid\n([\s\S]*?)\n```\n/.exec(text) ?? [];
  const table = text.slice(text.indexOf("### Grants"));

  test("is a text in Mermaid: no line, quote or bracket of its own", () => {
    const lines = chart.split("\n").map((line) => line.replace(/"[^"]*"/g, '""'));
    expect(lines).toEqual([
      "flowchart LR",
      "  subgraph sources",
      '    n0("")',
      "  end",
      "  subgraph identities",
      '    n1([""])',
      "  end",
      "  subgraph targets",
      '    n2[""]',
      "  end",
      "  n0 --> n1",
      '  n1 -->|""| n2',
    ]);
    expect(chart.match(/"[^"]*"/g)?.join("")).toMatch(/^["\p{L}\p{N} _.,:;/()+#…-]*$/u);
  });

  test("is a cell in the table: code, or entities", () => {
    const [, , , , row = "", ...rest] = table.split("\n");
    expect(rest).toEqual([""]);
    const cells = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    expect(cells).toHaveLength(7);
    expect(cells[3]).toMatch(/^(&#\d+;|[\p{L}\p{N} .,:;/()+-])*$/u);
    expect(cells[3]).not.toMatch(/:\/\//);
    [cells[1], cells[4]].forEach((cell = "") => {
      const [fence = ""] = /^`+/.exec(cell) ?? [];
      expect(cell.endsWith(fence)).toBe(true);
      const inside = cell.slice(fence.length, -fence.length).match(/`+/g) ?? [];
      expect(inside.every((run) => run.length < fence.length)).toBe(true);
    });
  });
});
