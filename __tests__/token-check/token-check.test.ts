import { LinuxVirtualMachineScaleSet } from "@cdktf/provider-azurerm/lib/linux-virtual-machine-scale-set";
import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import { type TerraformStack } from "cdktf";
import { TokenCheck, type TokenCheckProps, TokenCheckTarget } from "../../lib";
import {
  identity,
  keyVault,
  PUBLIC_KEY,
  resourceGroup,
  storageAccount,
  SUBSCRIPTION,
  virtualMachine,
} from "../support/azure";
import { onlyResource, problemsOf, synthesize, testStack } from "../support/synth";

const TYPE = "azurerm_virtual_machine_run_command";
const networkInterface = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-test/providers/Microsoft.Network/networkInterfaces/vm`;
const place = { resourceGroupName: "rg-test", location: "westeurope" };

function check(props: Partial<TokenCheckProps>, stack = testStack(), id = "check"): TerraformStack {
  const machine = props.machine ?? virtualMachine(stack);
  const target = props.target ?? TokenCheckTarget.keyVault(keyVault(stack));
  new TokenCheck(stack, id, { ...props, machine, target });
  return stack;
}

const scriptIn = (stack: TerraformStack): string =>
  (onlyResource(stack, TYPE).source as unknown as { script: string }).script;

describe("a token check", () => {
  test("is a run command of the machine, and an output", () => {
    const stack = testStack();
    check({ identity: identity(stack) }, stack);
    expect(onlyResource(stack, TYPE)).toEqual({
      source: { script: expect.any(String) as string },
      name: "check",
      location: "${azurerm_linux_virtual_machine.vm.location}",
      virtual_machine_id: "${azurerm_linux_virtual_machine.vm.id}",
    });
    const script = scriptIn(stack);
    expect(script).toContain("'client_id=${azurerm_user_assigned_identity.orders.client_id}'");
    expect(script).toContain("'${azurerm_key_vault.vault.vault_uri}secrets?api-version=7.4&maxresults=1'");
    // Terraform reads "%{" as a directive.
    expect(script).toContain("-w '%%{http_code}'");
    expect(Object.values((synthesize(stack) as unknown as { output: object }).output)).toEqual([
      { value: `\${${TYPE}.check.instance_view[0].output}` },
    ]);
  });

  test("is PowerShell on Windows", () => {
    const stack = testStack();
    const machine = new WindowsVirtualMachine(stack, "win", {
      ...place,
      name: "win",
      size: "Standard_B2s",
      adminUsername: "azureadmin",
      adminPassword: "from outside",
      networkInterfaceIds: [networkInterface],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: {
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2022",
        version: "latest",
      },
    });
    expect(scriptIn(check({ machine }, stack))).toContain("Invoke-RestMethod");
  });

  test("runs again when its trigger changes", () => {
    const [first, second] = ["one", "two"].map((trigger) => scriptIn(check({ trigger })));
    expect(first?.endsWith("\n# one\n")).toBe(true);
    expect(second).toBe(first?.replace("# one", "# two"));
  });

  test.each([
    [
      "blobs",
      (stack: TerraformStack) => TokenCheckTarget.blobContainer(storageAccount(stack), "invoices"),
      ["'${azurerm_storage_account.account.primary_blob_endpoint}invoices?restype=container&comp=list&maxresults=1'"],
      "'resource=https://storage.azure.com/'",
    ],
    [
      "a resource group",
      (stack: TerraformStack) => TokenCheckTarget.resourceGroup(resourceGroup(stack)),
      ["'https://management.azure.com${azurerm_resource_group.rg.id}?api-version=2021-04-01'"],
      "'resource=https://management.azure.com/'",
    ],
    [
      "anything",
      () => TokenCheckTarget.url("https://shop.contoso.com/ping", "api://shop"),
      ["'https://shop.contoso.com/ping'"],
      "'resource=api://shop'",
    ],
  ])("can call %s", (_what, target, [url], audience) => {
    const stack = testStack();
    const script = scriptIn(check({ target: target(stack) }, stack));
    expect(script).toContain(url);
    expect(script).toContain(audience);
  });

  test("can run by other means", () => {
    const target = TokenCheckTarget.url("https://shop.contoso.com/ping", "api://shop");
    expect(scriptIn(check({ target }))).toBe(TokenCheck.shellScript(target));
    expect(TokenCheck.powerShellScript(target)).toContain("-Uri 'https://shop.contoso.com/ping'");
  });
});

describe("a token check is refused", () => {
  test("on a scale set, which has no run commands in azurerm", () => {
    const stack = testStack();
    const machine = new LinuxVirtualMachineScaleSet(stack, "set", {
      ...place,
      name: "set",
      sku: "Standard_B2s",
      instances: 1,
      adminUsername: "azureadmin",
      adminSshKey: [{ username: "azureadmin", publicKey: PUBLIC_KEY }],
      networkInterface: [{ name: "nic", ipConfiguration: [{ name: "ip" }] }],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
    });
    expect(problemsOf(check({ machine }, stack))).toEqual(["[stack/check] token-check-on-scale-set"]);
  });

  test("on several machines", () => {
    const stack = testStack();
    const machine = virtualMachine(stack, "many", { count: 2 as never });
    expect(problemsOf(check({ machine }, stack))).toEqual(["[stack/check] target-has-several-instances"]);
  });

  test.each([
    ["for a URL without TLS", { target: TokenCheckTarget.url("http://x", "api://x") }, "token-check-url-not-https"],
    ["without an audience", { target: TokenCheckTarget.url("https://x", "") }, "token-check-without-audience"],
    ["for a vault that is none", { target: TokenCheckTarget.keyVault({} as never) }, "wrong-resource-type"],
    ["for a target that is none", { target: {} as TokenCheckTarget }, "not-of-class"],
    ["with a resource as identity", { identity: {} as never }, "token-check-identity-without-client-id"],
    ["with a trigger of two lines", { trigger: "a\nb" }, "trigger-with-line-break"],
  ])("%s", (_what, props, rule) => {
    expect(problemsOf(check(props))).toEqual([`[stack/check] ${rule}`]);
  });

  test("with an id that is no name of a run command", () => {
    expect(problemsOf(check({}, testStack(), "check it"))).toEqual(["[stack/check it] impossible-run-command-name"]);
  });
});
