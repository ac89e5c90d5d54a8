import { Annotations, type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configure, configured, ignoredProblems, isOverridden } from "../core/attributes";
import { Instances } from "../core/instances";
import { checkAtSynth } from "../core/problems";
import { circleProblems } from "../core/stack-order";
import { stateOf } from "../core/state";
import { hasUser, type IdentityBlock, readIdentity, withUsers, writeIdentity } from "./identity-block";
import { supportOf, tellsPrincipal, typesThatCan } from "./identity-support";
import { type IdentitySupport } from "./identity-support-row";
import { kindProblems, missingPrerequisites } from "./source-rules";

/**
 * The identities that the app adds to one source. They are merged into its `identity` block at once. Synth checks that
 * they are still there.
 */
export class SourceIdentities {
  public static of(source: ITerraformResource): SourceIdentities {
    return stateOf(asConstruct(source), "source-identities", () => new SourceIdentities(source));
  }

  private readonly construct: IConstruct;
  private readonly refused = new Set<string>();
  /** Attributes that this class changed. */
  private readonly written = new Set<string>();
  private usesSystemAssigned = false;
  private wanted: IdentityBlock = { system: false, users: [] };
  /** The user-assigned identities that the user configured. */
  private given: string[] = [];
  /** The user-assigned identities that were written last. */
  private writtenUsers?: string[];

  private constructor(private readonly source: ITerraformResource) {
    this.construct = asConstruct(source);
    checkAtSynth(this.construct, () => this.problems());
  }

  /** Enables it on the first call. A block that is replaced later is reported, but not repaired. */
  public useSystemAssigned(): void {
    if (this.usesSystemAssigned) {
      return;
    }
    this.usesSystemAssigned = true;
    if (TerraformDataSource.isTerraformDataSource(this.source)) {
      this.requireKnownPrincipal();
      return;
    }
    this.merge({ system: true, users: [] });
  }

  public addUserAssigned(id: string): void {
    if (TerraformDataSource.isTerraformDataSource(this.source)) {
      this.refuse("a data source cannot be given a user-assigned identity; attach it where the resource is managed");
      return;
    }
    const circle = circleProblems(this.construct, [id], "the identity");
    if (circle.length > 0) {
      circle.forEach((problem) => {
        this.refuse(problem);
      });
      return;
    }
    const instances = Instances.of([id], this.construct);
    const problems = instances ? this.manyIdentities(instances) : [];
    problems.forEach((problem) => {
      this.refuse(problem);
    });
    if (problems.length === 0) {
      this.merge({ system: false, users: [instances?.eachText(id) ?? id] });
    }
  }

  /** Records an error about this source, which synth reports once. */
  public refuse(problem: string): void {
    this.refused.add(problem);
  }

  /** An identity with instances needs a source with the same instances. */
  private manyIdentities(instances: Instances): string[] {
    const own = Instances.ofResource(this.source, this.construct);
    return own?.keys === instances.keys
      ? instances.problems()
      : [
          "is to carry an identity with count or for_each and does not have the same keys itself; " +
            "give both the same iterator or count, or attach one of the identities",
        ];
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
    const support = supportOf(this.source);
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
    if (present.users !== this.writtenUsers) {
      this.given = present.users;
    }
    const added = wanted.users.filter((id) => !hasUser(this.wanted.users, id, this.construct));
    const users = withUsers(this.given, [...this.wanted.users, ...added], this.construct);
    const merged: IdentityBlock = { system: present.system || wanted.system, users };
    const problems = kindProblems(type, support, merged, this.construct);
    if (problems.length > 0) {
      problems.forEach((problem) => {
        this.refuse(problem);
      });
      return;
    }
    this.wanted = { system: this.wanted.system || wanted.system, users: [...this.wanted.users, ...added] };
    const isThere = Token.isUnresolved(users) ? added.length === 0 : users.length === present.users.length;
    if (merged.system !== present.system || !isThere) {
      this.warn(support.documentedUserAssignedOnly === true && wanted.system, present, wanted);
      this.written.add("identity");
      this.writtenUsers = users;
      writeIdentity(this.source, merged);
    }
    this.setPrimary(support, merged, wanted);
  }

  private setPrimary(support: IdentitySupport, merged: IdentityBlock, wanted: IdentityBlock): void {
    const attribute = support.primaryAttribute;
    const first = Token.isUnresolved(merged.users) ? wanted.users[0] : merged.users[0];
    const isNeeded = !merged.system || support.primaryAlways === true;
    if (attribute && isNeeded && first !== undefined && configured(this.source, attribute) === undefined) {
      this.written.add(attribute);
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
    if (wanted.system && !present.system) {
      annotations.addWarning(
        "is given a system-assigned identity; if the resource is deployed without one, azurerm cannot grant it access in the same " +
          'deployment ("Missing required argument", or "inconsistent final plan"): deploy its identity block first, without ' +
          "the grants, or use a user-assigned identity",
      );
    }
  }

  private problems(): string[] {
    const problems = [...this.refused];
    if (this.wanted.system || this.wanted.users.length > 0) {
      problems.push(
        ...this.replaced(),
        ...missingPrerequisites(this.source),
        ...[...this.written].flatMap((attribute) => ignoredProblems(this.source, attribute)),
      );
    }
    return [...new Set(problems)];
  }

  /** The block can be replaced later: without the identity, or with too many. */
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
    const support = supportOf(this.source);
    return support ? kindProblems(type, support, present, this.construct) : [];
  }
}
