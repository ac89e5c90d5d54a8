import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import * as azmi from "../lib";
import { ROOT } from "../tools/paths";
import { documentationExamples, README, readmeExamples } from "./support/readme";

/** The names that the examples take for granted, as a reader would have them in a stack. */
const PREAMBLE = `
import { Application } from "@cdktf/provider-azuread/lib/application";
import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { LinuxFunctionApp } from "@cdktf/provider-azurerm/lib/linux-function-app";
import { LinuxVirtualMachine, type LinuxVirtualMachineConfig } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { LinuxWebApp } from "@cdktf/provider-azurerm/lib/linux-web-app";
import { LogicAppActionCustom } from "@cdktf/provider-azurerm/lib/logic-app-action-custom";
import { LogicAppStandard } from "@cdktf/provider-azurerm/lib/logic-app-standard";
import { LogicAppTriggerCustom } from "@cdktf/provider-azurerm/lib/logic-app-trigger-custom";
import { LogicAppTriggerRecurrence } from "@cdktf/provider-azurerm/lib/logic-app-trigger-recurrence";
import { LogicAppWorkflow } from "@cdktf/provider-azurerm/lib/logic-app-workflow";
import { MssqlDatabase } from "@cdktf/provider-azurerm/lib/mssql-database";
import { MssqlFirewallRule } from "@cdktf/provider-azurerm/lib/mssql-firewall-rule";
import { MssqlFailoverGroup } from "@cdktf/provider-azurerm/lib/mssql-failover-group";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { MysqlFlexibleServer } from "@cdktf/provider-azurerm/lib/mysql-flexible-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { type App, Aspects, Fn, TerraformOutput, TerraformStack } from "cdktf";
import * as azmi from "./lib";
const { ${Object.keys(azmi).join(", ")} } = azmi;
declare const resourceGroup: ResourceGroup, webApp: LinuxWebApp, vault: KeyVault, container: StorageContainer;
declare const sqlServer: MssqlServer, database: MssqlDatabase, firewallRule: MssqlFirewallRule;
declare const primary: MssqlServer, secondary: MssqlServer, failoverGroup: MssqlFailoverGroup;
declare const workflow: LogicAppWorkflow, standardApp: LogicAppStandard, subnet: Subnet, storageAccount: StorageAccount;
declare const serviceBusConnection: azmi.ManagedIdentityApiConnection;
declare const registry: ContainerRegistry, cluster: KubernetesCluster;
declare const certificates: KeyVault, stockApp: LinuxWebApp, queue: ServicebusQueue, exports: StorageContainer;
declare const place: { resourceGroupName: string; location: string };
declare const server: PostgresqlFlexibleServer, mysql: MysqlFlexibleServer;
declare const group: azmi.Principal, deployer: azmi.UserAssignedManagedIdentity;
declare const pipelines: Application;
declare const binding: azmi.ManagedIdentityBinding, machine: LinuxVirtualMachine;
declare const app: App, functionApp: LinuxFunctionApp, machineConfig: LinuxVirtualMachineConfig;
`;

/** What the pages of the documentation take for granted beyond that; the README makes it. */
const IDENTITY = "declare const identity: azmi.UserAssignedManagedIdentity;\n";

const inStack = (code: string, given = ""): string =>
  `${PREAMBLE}${given}export class Example extends TerraformStack {\n  example() {\n${code}\n  }\n}\n`;

const inTest = (code: string): string =>
  `import { App, TerraformStack } from "cdktf";\ndeclare class Shop extends TerraformStack {}\n${code}`;

/** What the examples import, parsed once for all of them. */
const parsed = new Map<string, ts.SourceFile | undefined>();

function compileErrors(source: string): string[] {
  const file = join(ROOT, "readme-example.ts");
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (name === file) {
      return ts.createSourceFile(name, source, ts.ScriptTarget.ES2022);
    }
    const known = parsed.get(name) ?? getSourceFile(name, ...rest);
    parsed.set(name, known);
    return known;
  };
  const paths = { "cdktf-azure-managed-identity/testing": [join(ROOT, "simulator")] };
  const program = ts.createProgram([file], { ...options, noUnusedLocals: false, paths }, host);
  const example = program.getSourceFile(file); // the rest is checked elsewhere
  return ts
    .getPreEmitDiagnostics(program, example)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

describe("the README", () => {
  test("has examples that compile", () => {
    const [binding = "", alone = "", test = "", ...others] = readmeExamples();
    expect(others).toEqual([]);
    expect(compileErrors(inStack(binding))).toEqual([]);
    expect(compileErrors(inStack(alone))).toEqual([]);
    expect(compileErrors(inTest(test))).toEqual([]);
    expect(compileErrors(inStack("new ManagedIdentityBinding(this, 1);"))).not.toEqual([]);
    expect(compileErrors(inTest(test.replace("apply.ok", "apply.okay")))).not.toEqual([]);
  }, 60_000);

  test("names the peer dependencies that the package declares", () => {
    const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      peerDependencies: Record<string, string>;
    };
    Object.entries(peerDependencies).forEach(([name, range]) => {
      expect(README).toContain(`${name}@${range}`);
    });
  });

  test("starts with two commands that exist", () => {
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
    const [, block] = /^```sh\n([^]*?)^```/m.exec(README) ?? [];
    const commands = (block ?? "").trim().split("\n");
    expect(commands).toHaveLength(2);
    commands.forEach((command) => {
      const [, script] = /^npm ci && npm (?:run )?(\S+)/.exec(command) ?? [];
      expect(scripts.scripts).toHaveProperty(script ?? "");
    });
  });
});

test.each(documentationExamples())("docs/%s has examples that compile", (_, code) => {
  expect(compileErrors(inStack(code, IDENTITY))).toEqual([]);
});
