import { type ITerraformResource, TerraformDataSource, Token } from "cdktf";
import { type IConstruct } from "constructs";
import { asConstruct, configure, configured, ignoredProblems, isOverridden } from "../core/attributes";
import { Instances } from "../core/instances";
import { checkAtSynth, warn } from "../core/problems";
import { circleProblems } from "../core/stack-order";
import { stateOf } from "../core/state";
import { type Problem, rules, warnings } from "../core/rules";
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
  private readonly refused: Problem[] = [];
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
      this.refuse(...identityForDataSource());
      return;
    }
    const circle = circleProblems(this.construct, [id], "the identity");
    if (circle.length > 0) {
      this.refuse(...circle);
      return;
    }
    const instances = Instances.of([id], this.construct);
    const problems = instances ? this.manyIdentities(instances) : [];
    this.refuse(...problems);
    if (problems.length === 0) {
      this.merge({ system: false, users: [instances?.eachText(id) ?? id] });
    }
  }

  /** What is wrong with an identity for this source; reported at synth. */
  public refuse(...problems: readonly Problem[]): void {
    this.refused.push(...problems);
  }

  /** An identity with instances needs a source with the same instances. */
  private manyIdentities(instances: Instances): Problem[] {
    const own = Instances.ofResource(this.source, this.construct);
    return own?.keys === instances.keys ? instances.problems() : identityWithOtherKeys();
  }

  private requireKnownPrincipal(): void {
    const type = this.source.terraformResourceType;
    if (!tellsPrincipal(type)) {
      this.refuse(...unknownPrincipal(type));
    }
  }

  private merge(wanted: IdentityBlock): void {
    const type = this.source.terraformResourceType;
    const support = supportOf(this.source);
    if (!support) {
      this.refuse(...notASourceType(type));
      return;
    }
    const present = readIdentity(this.source);
    if (present === "unreadable") {
      this.refuse(...unknownIdentityType());
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
      this.refuse(...problems);
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
    if (undocumented) {
      warn(this.construct, undocumentedIdentity(this.source.terraformResourceType));
    }
    if (wanted.system && !present.system) {
      warn(this.construct, addedIdentity());
    }
  }

  private problems(): Problem[] {
    const problems = [...this.refused];
    if (this.wanted.system || this.wanted.users.length > 0) {
      problems.push(
        ...this.replaced(),
        ...missingPrerequisites(this.source),
        ...[...this.written].flatMap((attribute) => ignoredProblems(this.source, attribute)),
      );
    }
    return problems;
  }

  /** The block can be replaced later: without the identity, or with too many. */
  private replaced(): Problem[] {
    if (isOverridden(this.source, "identity")) {
      return identityOverridden();
    }
    const present = readIdentity(this.source);
    if (present === "unreadable" || Token.isUnresolved(present.users)) {
      return [];
    }
    const { system, users } = this.wanted;
    const kept = (present.system || !system) && users.every((id) => hasUser(present.users, id, this.construct));
    if (!kept) {
      return identityReplaced();
    }
    const type = this.source.terraformResourceType;
    const support = supportOf(this.source);
    return support ? kindProblems(type, support, present, this.construct) : [];
  }
}

const OF = "Sources";

const identityForDataSource = rules(OF, [
  {
    rule: "identity-for-data-source",
    message:
      "a data source cannot be given a user-assigned identity; attach the identity where the resource is managed",
  },
]);

const identityWithOtherKeys = rules(OF, [
  {
    rule: "identity-with-other-keys",
    message:
      "the identity has count or for_each, and the source does not have the same keys; " +
      "give both the same iterator or count, or attach one of the identities",
  },
]);

const unknownPrincipal = rules<[type: string]>(OF, [
  {
    rule: "data-source-without-principal",
    message: (type) =>
      `data source ${type} does not export the principal of its system-assigned identity; ` +
      "look it up with Principal.fromServicePrincipalName and grant access to that",
  },
]);

const notASourceType = rules<[type: string]>(OF, [
  {
    rule: "type-without-identity",
    message: (type) =>
      `${type} cannot carry a managed identity; give what is called as access, and as source one of ` +
      typesThatCan(() => true, type),
  },
]);

const unknownIdentityType = rules(OF, [
  {
    rule: "identity-type-unknown",
    message: "the type in the identity block is known only at apply; set it to a literal, or leave the block out",
  },
]);

const identityOverridden = rules(OF, [
  {
    rule: "identity-overridden",
    message: 'addOverride("identity", …) replaces the identity block; call putIdentity before the binding instead',
  },
]);

const identityReplaced = rules(OF, [
  {
    rule: "identity-replaced-after-binding",
    message: "the identity block was replaced after a binding had added to it; set the block first, then bind",
  },
]);

const undocumentedIdentity = warnings<[type: string]>(OF, [
  {
    rule: "system-assigned-identity-undocumented",
    message: (type) =>
      `only user-assigned identities are documented for ${type}, and Azure may refuse a system-assigned one; ` +
      "give a user-assigned identity",
  },
]);

const addedIdentity = warnings(OF, [
  {
    rule: "system-assigned-identity-added",
    message:
      "the source gets a system-assigned identity, and if it is already deployed without one, azurerm cannot grant access in the same " +
      'deployment ("Missing required argument", or "inconsistent final plan"); deploy its identity block first, without ' +
      "the grants, or use a user-assigned identity",
  },
]);
