import { readFileSync } from "node:fs";
import { type DefaultTheme } from "vitepress";

const API = new URL("../api/sidebar.json", import.meta.url);

const pages = (items: Record<string, string>): DefaultTheme.SidebarItem[] =>
  Object.entries(items).map(([text, link]) => ({ text, link }));

/** The pages of the API by language, which `npm run docs:api` writes. */
const api = JSON.parse(readFileSync(API, "utf8")) as DefaultTheme.SidebarMulti;

const guide: DefaultTheme.SidebarItem[] = [
  {
    text: "Start",
    items: pages({
      "Get started in five minutes": "/get-started",
      "Logic app to Azure SQL": "/logic-app-to-sql",
      "Virtual machines to Azure SQL": "/virtual-machines-to-sql",
      "CDKTF or CDK Terrain": "/cdk-terrain",
      Comparison: "/comparison",
    }),
  },
  {
    text: "Concepts",
    items: pages({
      Source: "/concepts/source",
      Target: "/concepts/target",
      Principal: "/concepts/principal",
      Access: "/concepts/access",
      Grant: "/concepts/grant",
      Binding: "/concepts/binding",
      Fact: "/concepts/fact",
    }),
  },
  {
    text: "Move to identities",
    items: pages({
      "From connection strings": "/from-connection-strings",
      "From vault policies to roles": "/vault-roles",
      "Storage without shared keys": "/storage-without-keys",
      "Adopt existing resources": "/adopting",
      "Rename, split and move code": "/refactoring",
    }),
  },
  {
    text: "Set up",
    items: pages({
      "Settings of apps": "/settings",
      "Azure SQL": "/sql",
      "SQL behind a private endpoint": "/private-sql",
      "PostgreSQL and MySQL": "/postgres-and-mysql",
      "Logic Apps": "/logic-apps",
      "Pipelines and pods": "/federation",
      "Constrained deployers": "/constrained-deployers",
      "Subscriptions and tenants": "/subscriptions-and-tenants",
    }),
  },
  {
    text: "Check",
    items: pages({
      Troubleshoot: "/troubleshooting",
      "Access map": "/access-map",
      "Audit Terraform": "/audit",
      "Check tokens": "/token-check",
    }),
  },
  {
    text: "Reference",
    items: pages({
      API: "/api/",
      Services: "/targets.generated",
      Sources: "/sources.generated",
      "Names of settings": "/settings.generated",
      "Errors and warnings": "/errors",
      "Rules of the audit": "/rules",
    }),
  },
];

export const sidebar: DefaultTheme.SidebarMulti = { ...api, "/": guide };
