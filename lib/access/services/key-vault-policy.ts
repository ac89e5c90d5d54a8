import { type ITerraformResource, type TerraformProvider, TerraformStack } from "cdktf";
import { type Construct } from "constructs";
import { Instances } from "../../core/instances";
import { idOfResource, idOfValue } from "../../core/names";
import { OwnResource } from "../../core/own-resource";
import { Placement } from "../../core/placement";
import { checkAtSynth } from "../../core/problems";
import { describe } from "../../core/reference";
import { attributeOf } from "../../core/resources";
import { StackLibrary } from "../../core/stack-library";
import { checkUniqueness, comparableId, comparableText, type UniqueKind } from "../../core/uniqueness";
import { configured } from "../../core/attributes";
import { type Problem, rules } from "../../core/rules";
import { type IPrincipal } from "../../principal/principal-interfaces";
import { principalProblems, tenantProblems } from "../../principal/principal-problems";
import { type KeyVaultPolicyPermissions } from "./key-vault-policy-permissions";

export const PERMISSION_KINDS = ["secrets", "keys", "certificates"] as const;

const ACCESS_POLICIES: UniqueKind = {
  name: "access policies",
  keyOf: (resource) =>
    resource.terraformResourceType === "azurerm_key_vault_access_policy"
      ? [
          comparableId(resource, "key_vault_id"),
          comparableId(resource, "object_id"),
          comparableText(configured(resource, "application_id"), resource),
        ]
      : undefined,
  problems: rules<[second: string, first: string]>("Key vaults", [
    {
      rule: "duplicate-access-policy",
      message: (second, first) =>
        `${second} has the vault and the principal of ${first}, and a vault has one access policy per principal; ` +
        "grant all of them in one stack, or put their permissions into one policy",
    },
  ]),
};

/** The access policy of one principal on a vault, with the permissions of all its grants. */
export class KeyVaultPolicy extends OwnResource<"azurerm_key_vault_access_policy"> {
  public static of(
    asker: Construct,
    vault: ITerraformResource,
    principal: IPrincipal,
    provider: TerraformProvider | undefined,
  ): KeyVaultPolicy {
    const who = principal.objectId.value;
    const policy = StackLibrary.of(asker).share(
      asker,
      [idOfValue(who, asker), idOfResource(vault, asker)],
      `policy of ${describe(who, asker)} on ${describe(attributeOf(vault, "id"), asker)}`,
      (library, id) => new KeyVaultPolicy(library, id, vault, principal, provider, asker),
    );
    checkAtSynth(asker, () => policy.problems(principal, asker));
    return policy;
  }

  /** The path of the construct that asked for it first. */
  public readonly askedBy: string;

  private readonly granted = new Map<(typeof PERMISSION_KINDS)[number], Set<string>>();
  private readonly placement: Placement;
  private readonly instances: () => Instances | undefined;

  private constructor(
    library: Construct,
    id: string,
    vault: ITerraformResource,
    principal: IPrincipal,
    provider: TerraformProvider | undefined,
    asker: Construct,
  ) {
    const placement = new Placement("azurerm", library, () => ({ provider, belongsTo: vault }));
    const [vaultId, objectId] = [attributeOf(vault, "id"), principal.objectId.value];
    const instances = (): Instances | undefined => Instances.of([vaultId, objectId], library);
    super(
      library,
      id,
      "azurerm_key_vault_access_policy",
      () => ({
        key_vault_id: vaultId,
        tenant_id: attributeOf(vault, "tenant_id"),
        object_id: objectId,
        secret_permissions: this.list("secrets"),
        key_permissions: this.list("keys"),
        certificate_permissions: this.list("certificates"),
      }),
      { placement, instances },
    );
    this.askedBy = asker.node.path;
    this.placement = placement;
    this.instances = instances;
    checkUniqueness(TerraformStack.of(library), ACCESS_POLICIES);
  }

  /** Adds permissions. */
  public allow(permissions: KeyVaultPolicyPermissions): void {
    PERMISSION_KINDS.forEach((kind) => {
      const more = permissions[kind];
      if (more) {
        this.granted.set(kind, new Set([...(this.granted.get(kind) ?? []), ...more]));
      }
    });
  }

  /** Sorted, so that the order of grants does not matter. */
  private list(kind: (typeof PERMISSION_KINDS)[number]): string[] | undefined {
    const granted = this.granted.get(kind);
    return granted && [...granted].sort();
  }

  private problems(principal: IPrincipal, asker: Construct): Problem[] {
    return [
      ...principalProblems(principal, asker),
      ...this.placement.problems(),
      ...tenantProblems(principal, this.placement, asker),
      ...(this.instances()?.problems() ?? []),
    ];
  }
}
