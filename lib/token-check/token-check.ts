import { type ITerraformResource, TerraformOutput, type TerraformProvider, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { given, isResource, shown, textProblems } from "../core/given";
import { literalText } from "../core/literal-text";
import { OwnResource } from "../core/own-resource";
import { Placement } from "../core/placement";
import { checkAtSynth } from "../core/problems";
import { attributeOf, severalProblems, typeProblems } from "../core/resources";
import { firstRule, type Problem, rules } from "../core/rules";
import { type IUserAssignedIdentity } from "../principal/user-assigned-managed-identity";
import { type CheckRequest } from "./check-request";
import { powerShellScript } from "./power-shell-script";
import { shellScript } from "./shell-script";
import { TokenCheckTarget } from "./token-check-target";

/** The script of each type of machine. */
const SCRIPTS: Readonly<Record<string, (request: CheckRequest) => string>> = {
  azurerm_linux_virtual_machine: shellScript,
  azurerm_windows_virtual_machine: powerShellScript,
};

/** Properties of a token check. */
export interface TokenCheckProps {
  /** The machine with the identity: an `azurerm_linux_virtual_machine` or `azurerm_windows_virtual_machine` of the app. */
  readonly machine: ITerraformResource;

  /** What is called. */
  readonly target: TokenCheckTarget;

  /**
   * The identity that gets the token. Needed if the machine has several.
   *
   * @default - the system-assigned one, or the only one
   */
  readonly identity?: IUserAssignedIdentity;

  /**
   * Any text. The check runs when it is created, and again when this text or another property changes.
   *
   * @default - none
   */
  readonly trigger?: string;

  /**
   * The azurerm provider that creates the run command.
   *
   * @default - the provider of the machine
   */
  readonly provider?: TerraformProvider;
}

/**
 * Checks at apply that an identity of a virtual machine gets tokens and may use them: a run command gets a token from the
 * metadata service, calls the target once, and reports the HTTP status of both. It never shows the token.
 *
 * Make it wait for the access: `binding.applyBefore(check)`. A failed check does not fail the deployment; read the output.
 * docs/token-check.md has the same for scale sets, App Service, container apps and Azure Arc.
 *
 * https://learn.microsoft.com/azure/virtual-machines/run-command-overview
 */
export class TokenCheck extends Construct {
  /**
   * The script for Linux (sh and curl), to run by other means.
   *
   * @param target what is called
   * @param identity the identity that gets the token; by default the system-assigned one, or the only one
   */
  public static shellScript(target: TokenCheckTarget, identity?: IUserAssignedIdentity): string {
    return literalText(shellScript(requestOf(target, identity)));
  }

  /**
   * The script for Windows (PowerShell), to run by other means.
   *
   * @param target what is called
   * @param identity the identity that gets the token; by default the system-assigned one, or the only one
   */
  public static powerShellScript(target: TokenCheckTarget, identity?: IUserAssignedIdentity): string {
    return literalText(powerShellScript(requestOf(target, identity)));
  }

  /** The Terraform resource of the run command. */
  public readonly resource: TerraformResource;

  /** What the script printed: two lines such as "metadata service: HTTP 200" and "target: HTTP 403". */
  public readonly result: string;

  /** The Terraform output with the result. */
  public readonly output: TerraformOutput;

  public constructor(scope: Construct, id: string, props: TokenCheckProps) {
    super(scope, id);
    const { machine, target, identity, trigger, provider } = given(props);
    const called = TokenCheckTarget._given(target);
    const belongsTo = isResource(machine) ? machine : undefined;
    const placement = new Placement("azurerm", this, () => ({ provider, belongsTo }));
    const write = SCRIPTS[belongsTo?.terraformResourceType ?? ""] ?? shellScript;
    const script = write(requestOf(called, identity));
    this.resource = new OwnResource(
      this,
      "Default",
      "azurerm_virtual_machine_run_command",
      {
        name: id,
        location: belongsTo ? attributeOf(belongsTo, "location") : "",
        virtual_machine_id: belongsTo ? attributeOf(belongsTo, "id") : "",
        source: { script: literalText(trigger === undefined ? script : `${script}# ${trigger}\n`) },
      },
      { placement },
    );
    this.result = attributeOf(this.resource, "instance_view[0].output");
    this.output = new TerraformOutput(this, "result", { value: this.result });
    checkAtSynth(this, () => [
      ...machineProblems(machine),
      ...called._problems(),
      ...identityProblems(identity),
      ...idProblems(id),
      ...(trigger === undefined ? [] : [...textProblems({ trigger }), ...triggerProblems(trigger)]),
      ...placement.problems(),
    ]);
  }
}

function requestOf(target: TokenCheckTarget, identity?: IUserAssignedIdentity): CheckRequest {
  const { address: url, audience, _headers: headers } = TokenCheckTarget._given(target);
  return { url, audience, headers, clientId: clientIdOf(identity) };
}

/** The client id of an identity; undefined without one. */
function clientIdOf(identity: IUserAssignedIdentity | undefined): string | undefined {
  const { clientId } = (identity ?? {}) as Partial<IUserAssignedIdentity>;
  return clientId?.value;
}

function machineProblems(machine: ITerraformResource): Problem[] {
  const found = scaleSetProblems(machine);
  return found.length > 0
    ? found
    : [
        ...typeProblems("machine", machine, Object.keys(SCRIPTS)),
        ...(isResource(machine)
          ? severalProblems(machine, "run TokenCheck.shellScript on one of them with az vm run-command invoke")
          : []),
      ];
}

const scaleSetProblems = rules<[machine: unknown]>("TokenCheck", [
  {
    rule: "token-check-on-scale-set",
    when: (machine) => isResource(machine) && machine.terraformResourceType.endsWith("_virtual_machine_scale_set"),
    message: (machine) =>
      `azurerm has no run commands for scale sets; got ${shown(machine)}; run TokenCheck.shellScript on an instance with az vmss ` +
      "run-command invoke",
  },
]);

const identityProblems = rules<[identity: IUserAssignedIdentity | undefined]>("TokenCheck", [
  {
    rule: "token-check-identity-without-client-id",
    when: (identity) => identity !== undefined && clientIdOf(identity) === undefined,
    message: (identity) =>
      `identity must be a user-assigned identity; got ${shown(identity)}; use UserAssignedManagedIdentity, or leave it out for the ` +
      "system-assigned one",
  },
]);

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcompute */
const idProblems = rules<[id: string]>("TokenCheck", [
  {
    rule: "impossible-run-command-name",
    when: (id) => !/^[\w.-]{1,80}$/.test(id),
    message: (id) =>
      `the run command gets the id of the construct as its name; got ${shown(id)}; give an id of letters, digits, dots, hyphens and ` +
      "underscores",
  },
]);

/** The trigger is a comment in the script. */
const triggerProblems = firstRule<[trigger: string]>("TokenCheck", [
  {
    rule: "trigger-with-line-break",
    when: (trigger) => typeof trigger === "string" && /[\r\n]/.test(trigger),
    message: "trigger has a line break, and would end its comment in the script; give a text of one line",
  },
]);
