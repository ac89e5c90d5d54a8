import { Annotations, type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configure, configured, isOverridden } from "../core/attributes";
import { checkAtSynth } from "../core/problems";
import { remember } from "../core/remember";
import { addUser, hasUser, type IdentityBlock, readIdentity, writeIdentity } from "./identity-block";
import { type IdentitySupport, identitySupportOf, tellsPrincipal, typesThatCan } from "./identity-support";
import { kindProblems, missingPrerequisites } from "./source-rules";

/**
 * The identities that the app wants on one source. They are merged into the resource's `identity` block at once,
 * and at synth it is checked that they are still there.
 */
export class SourceIdentities {
  private static readonly known = new WeakMap<ITerraformResource, SourceIdentities>();

  public static of(source: ITerraformResource): SourceIdentities {
    return remember(SourceIdentities.known, source, () => new SourceIdentities(source));
  }

  private readonly construct: IConstruct;
  private readonly refused = new Set<string>();
  private wanted: IdentityBlock = { system: false, users: [] };

  private constructor(private readonly source: ITerraformResource) {
    this.construct = asConstruct(source);
    checkAtSynth(this.construct, () => this.problems());
  }

  public useSystemAssigned(): void {
    if (TerraformDataSource.isTerraformDataSource(this.source)) {
      this.requireKnownPrincipal();
      return;
    }
    if (this.source.count !== undefined || this.source.forEach !== undefined) {
      this.refuse(
        "has count or for_each, so there is one system-assigned identity per instance; " +
          "create the instances in code, or give the binding a user-assigned identity",
      );
      return;
    }
    this.merge({ system: true, users: [] });
  }

  public addUserAssigned(id: string): void {
    if (TerraformDataSource.isTerraformDataSource(this.source)) {
      this.refuse("a data source cannot be given a user-assigned identity; attach it where the resource is managed");
      return;
    }
    this.merge({ system: false, users: [id] });
  }

  /** Something about this source that cannot be; reported at synth, each once. */
  public refuse(problem: string): void {
    this.refused.add(problem);
  }

  private requireKnownPrincipal(): void {
    const type = this.source.terraformResourceType;
    if (!tellsPrincipal(type)) {
      this.refuse(
        `data source ${type} does not tell the principal of a system-assigned identity; ` +
          "look it up with Principal.fromServicePrincipalName and grant access to that",
      );
    }
  }

  private merge(wanted: IdentityBlock): void {
    const type = this.source.terraformResourceType;
    const support = identitySupportOf(type);
    if (!support) {
      this.refuse(
        `${type} cannot carry a managed identity; what is called belongs in access, and what calls can be: ${typesThatCan(() => true, type)}`,
      );
      return;
    }
    const present = readIdentity(this.source);
    if (present === "unreadable") {
      this.refuse("the type of its identity is only known at apply; set it to a literal, or leave the block out");
      return;
    }
    const merged: IdentityBlock = {
      system: present.system || wanted.system,
      users: wanted.users.reduce((users, id) => addUser(users, id, this.construct), present.users),
    };
    const problems = kindProblems(type, support, merged, this.construct);
    if (problems.length > 0) {
      problems.forEach((problem) => {
        this.refuse(problem);
      });
      return;
    }
    this.wanted = {
      system: this.wanted.system || wanted.system,
      users: wanted.users.reduce((users, id) => addUser(users, id, this.construct), this.wanted.users),
    };
    this.warn(support.documentedUserAssignedOnly === true && wanted.system, present, wanted);
    writeIdentity(this.source, merged);
    this.setPrimary(support, merged, wanted);
  }

  private setPrimary(support: IdentitySupport, merged: IdentityBlock, wanted: IdentityBlock): void {
    const attribute = support.primaryAttribute;
    const first = Token.isUnresolved(merged.users) ? wanted.users[0] : merged.users[0];
    const isNeeded = !merged.system || support.primaryAlways === true;
    if (attribute && isNeeded && first !== undefined && configured(this.source, attribute) === undefined) {
      configure(this.source, attribute, first);
    }
  }

  private warn(undocumented: boolean, present: IdentityBlock, wanted: IdentityBlock): void {
    const annotations = Annotations.of(this.construct);
    if (undocumented) {
      annotations.addWarning(
        `${this.source.terraformResourceType} is documented with user-assigned identities only; a system-assigned one may be refused`,
      );
    }
    if (wanted.system && !present.system && present.users.length > 0) {
      annotations.addWarning(
        "adds a system-assigned identity beside a user-assigned one; if the resource is deployed already, azurerm fails in the " +
          'apply that also grants access ("inconsistent final plan"): apply the identity first, or use the user-assigned one',
      );
    }
  }

  private problems(): string[] {
    const problems = [...this.refused];
    if (this.wanted.system || this.wanted.users.length > 0) {
      problems.push(...this.replaced(), ...missingPrerequisites(this.source));
    }
    return [...new Set(problems)];
  }

  /** The block can be replaced after the identity was merged into it: without it, or with one too many. */
  private replaced(): string[] {
    if (isOverridden(this.source, "identity")) {
      return ['its identity block is replaced with addOverride("identity", …); use putIdentity before binding it'];
    }
    const present = readIdentity(this.source);
    if (present === "unreadable" || Token.isUnresolved(present.users)) {
      return [];
    }
    const { system, users } = this.wanted;
    const kept = (present.system || !system) && users.every((id) => hasUser(present.users, id, this.construct));
    if (!kept) {
      return ["its identity block was replaced after a binding had added to it; set the block first, then bind"];
    }
    const type = this.source.terraformResourceType;
    const support = identitySupportOf(type);
    return support ? kindProblems(type, support, present, this.construct) : [];
  }
}
