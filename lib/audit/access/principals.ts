import { isGuid } from "../../core/guid";
import { type Analysis, type Origin } from "../terraform/analysis";
import { type Block } from "../terraform/document";
import { type Principal, type PrincipalKind } from "./access-model";
import { clusterOf, labelOf } from "./places";
import { type Argument, argumentOf, originsOf, ownerOf, shown, textOf } from "./reading";

/** Types that are principals themselves. */
const TYPES: Readonly<Record<string, PrincipalKind>> = {
  azuread_application: "service-principal",
  azuread_application_registration: "service-principal",
  azuread_client_config: "unknown",
  azuread_group: "group",
  azuread_group_without_members: "group",
  azuread_groups: "group",
  azuread_service_principal: "service-principal",
  azuread_service_principals: "service-principal",
  azuread_user: "user",
  azuread_users: "user",
  azurerm_client_config: "unknown",
  azurerm_user_assigned_identity: "user-assigned-identity",
};

/** Resources that are in the model even if nothing mentions them. Applications are in it once something does. */
const DECLARED = Object.keys(TYPES).filter((type) => !type.includes("application"));

const LABELS: Readonly<Record<string, string>> = {
  azuread_client_config: "who runs Terraform",
  azurerm_client_config: "who runs Terraform",
};

const AZAPI_IDENTITY = /^microsoft\.managedidentity\/userassignedidentities(@|$)/i;

/** References to arguments of others lead on this far. */
const FURTHEST = 5;

/** The principals of all documents, each once, whichever way it is mentioned. */
export class Principals {
  private readonly known = new Map<string, Principal>();
  /** Service principals by the ids of the blocks of their applications. */
  private readonly ofApplications = new Map<string, Block>();

  public constructor(private readonly analysis: Analysis) {
    for (const block of analysis.resourcesOf("azuread_service_principal")) {
      const application =
        ownerOf(analysis, argumentOf(block, "client_id"), block) ??
        ownerOf(analysis, argumentOf(block, "application_id"), block);
      if (application?.block?.type.startsWith("azuread_application") === true) {
        this.ofApplications.set(application.block.id, block);
      }
    }
    for (const type of DECLARED) {
      for (const block of analysis.resourcesOf(type)) {
        this.ofBlock(block);
      }
    }
    for (const block of analysis.resourcesOf("azapi_resource")) {
      if (AZAPI_IDENTITY.test(textOf(analysis, argumentOf(block, "type"), block) ?? "")) {
        this.ofBlock(block);
      }
    }
  }

  public all(): Principal[] {
    return [...this.known.values()];
  }

  public get(id: string): Principal | undefined {
    return this.known.get(id);
  }

  /**
   * The ids of the principals that an argument says.
   *
   * @param kind what the block says of the principal, if it says it
   */
  public of(argument: Argument, block: Block, kind?: PrincipalKind, depth = 0): string[] {
    const owner = ownerOf(this.analysis, argument, block);
    const owned = owner && this.ofOrigin(owner, depth);
    if (owned) {
      return owned;
    }
    const text = textOf(this.analysis, argument, block);
    if (text !== undefined && text !== "") {
      const id = isGuid(text) ? text.toLowerCase() : text;
      return [this.remember({ id, kind: kind ?? "unknown", label: id, cluster: block.document.name })];
    }
    const mentioned = originsOf(this.analysis, argument, block).flatMap((origin) =>
      isMention(origin) ? (this.ofOrigin(origin, depth) ?? []) : [],
    );
    if (mentioned.length > 0) {
      return [...new Set(mentioned)];
    }
    const label = shown(argument) || "a principal";
    return [
      this.remember({
        id: `${block.document.name}/${owner?.kind === "variable" ? `var.${owner.name}` : `${block.address}#principal`}`,
        kind: kind ?? "unknown",
        label,
        cluster: block.document.name,
      }),
    ];
  }

  /** The principal that a block is, such as an identity; undefined for other blocks. */
  public ofBlock(block: Block): string | undefined {
    const principal = this.ofApplications.get(block.id) ?? block;
    const id = principal.id;
    if (this.known.get(id)?.block === principal) {
      return id;
    }
    const kind = kindOf(principal, this.analysis);
    return kind === undefined
      ? undefined
      : this.remember({
          id,
          kind,
          label: LABELS[principal.type] ?? labelOf(principal, this.analysis),
          block: principal,
          cluster: clusterOf(principal, this.analysis),
        });
  }

  /**
   * An identity that belongs to a resource.
   *
   * @param part where the resource says it: "identity", "kubelet_identity"
   */
  public ofResource(block: Block, part: string): string {
    const name = labelOf(block, this.analysis);
    return this.remember({
      id: `${block.id}#${part}`,
      kind: "system-assigned-identity",
      label: part === "identity" ? name : `${name} (${part.split(".").at(-1) ?? part})`,
      block,
      cluster: clusterOf(block, this.analysis),
    });
  }

  /** The principals that a reference leads to; undefined if it leads to none. */
  public ofOrigin(origin: Origin, depth = 0): string[] | undefined {
    const { block, type, attribute, name } = origin;
    const lookedUp = block && depth < FURTHEST ? this.lookedUp(block, depth) : undefined;
    if (lookedUp) {
      return lookedUp;
    }
    if (!block) {
      return Object.hasOwn(TYPES, type)
        ? [this.remember({ id: `${type}.${name}`, kind: TYPES[type] ?? "unknown", label: name, cluster: "" })]
        : undefined;
    }
    const principal = this.ofBlock(block);
    if (principal !== undefined) {
      return [principal];
    }
    if (isDeployedWorkflow(origin)) {
      return [this.ofResource(block, "identity")];
    }
    if (block.type === "terraform_data" && attribute === "output" && depth < FURTHEST) {
      return this.of(argumentOf(block, "input"), block, undefined, depth + 1);
    }
    const part = /^(?:output\.)?(.+)\.(?:principal_id|object_id|principalId|client_id)$/.exec(attribute)?.[1];
    if (part !== undefined && block.kind !== "variable") {
      const given = part === "kubelet_identity" ? this.kubelet(block) : undefined;
      return given ?? [this.ofResource(block, part)];
    }
    const argument = argumentOf(block, attribute);
    return depth < FURTHEST && Object.hasOwn(block.values, attribute) && block.kind !== "variable"
      ? this.of(argument, block, undefined, depth + 1)
      : undefined;
  }

  /** Whom a data source looks up by an id that the documents know. */
  private lookedUp(block: Block, depth: number): string[] | undefined {
    if (block.kind !== "data" || block.type !== "azuread_service_principal") {
      return undefined;
    }
    for (const name of ["object_id", "client_id", "application_id"]) {
      const owner = ownerOf(this.analysis, argumentOf(block, name), block);
      if (owner?.block && owner.block !== block && owner.kind !== "variable") {
        return this.ofOrigin(owner, depth + 1);
      }
    }
    return undefined;
  }

  /** The identity that a cluster is told to use for its nodes. */
  private kubelet(block: Block): string[] | undefined {
    const origins = this.analysis.originsOf(block.values.kubelet_identity, block);
    const identity = origins.find(({ type }) => type === "azurerm_user_assigned_identity");
    const id = identity?.block && this.ofBlock(identity.block);
    return id === undefined ? undefined : [id];
  }

  /** What a block says of the kind completes what was unknown. */
  private remember(principal: Principal): string {
    const known = this.known.get(principal.id);
    if (!known || (known.kind === "unknown" && principal.kind !== "unknown")) {
      this.known.set(principal.id, principal);
    }
    return principal.id;
  }
}

function kindOf(block: Block, analysis: Analysis): PrincipalKind | undefined {
  if (block.kind !== "resource" && block.kind !== "data") {
    return undefined;
  }
  if (block.type === "azapi_resource") {
    const isIdentity = AZAPI_IDENTITY.test(textOf(analysis, argumentOf(block, "type"), block) ?? "");
    return isIdentity ? "user-assigned-identity" : undefined;
  }
  return Object.hasOwn(TYPES, block.type) ? TYPES[block.type] : undefined;
}

/** A template with a workflow of Logic Apps, whose system-assigned identity is among its outputs. */
function isDeployedWorkflow({ type, attribute, block }: Origin): boolean {
  const template = block?.values.template_content;
  return (
    type === "azurerm_resource_group_template_deployment" &&
    attribute.startsWith("output_content") &&
    typeof template === "string" &&
    template.includes('"Microsoft.Logic/workflows"')
  );
}

/** Whether a reference is to an id of a principal, and not to a condition beside it. */
function isMention(origin: Origin): boolean {
  const { type, attribute } = origin;
  return (
    isDeployedWorkflow(origin) ||
    /(^|\.)(principal_id|object_id|principalId|client_id|application_id)$/.test(attribute) ||
    (Object.hasOwn(TYPES, type) && /^(id|object_ids|)$/.test(attribute))
  );
}
