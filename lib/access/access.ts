import { type Construct, type IConstruct } from "constructs";
import { type TerraformResource } from "cdktf";
import { makeWait } from "../core/depends-on";
import { type IPrincipal } from "../principal/principal-interfaces";
import { type AccessSettings } from "./service-settings";
import { type SettingsOptions } from "./settings-options";

/**
 * What a principal may do at a target. Granting it creates Terraform resources.
 *
 * Services have their own factories (`KeyVaultAccess`, `BlobStorageAccess`, `SqlAccess`). `RoleAccess` is any role at
 * any scope. Extend this class for everything else.
 */
export abstract class Access {
  /**
   * Construct id for a grant of this access, derived from ids that the user chose: the target's id and a word for the
   * access. The accesses of this package do not use it, because their grants belong to the stack.
   *
   * @param scope where the grant will be created
   */
  public abstract grantId(scope: Construct): string;

  /**
   * Grants this access to a principal, with or without a binding.
   *
   * The Terraform address of a grant names the principal, the access and the target. Granting the same access again in
   * a stack returns the same resources.
   *
   * @param scope the stack or construct that grants it
   * @param id construct id of the grant, unique in the scope
   * @param principal who gets the access
   */
  public abstract grantTo(scope: Construct, id: string, principal: IPrincipal): Grant;

  /**
   * The settings that a client needs to use this access, by name: endpoints, namespaces, databases, connection strings
   * without passwords. Values are references to the target. The names are those of Service Connector.
   *
   * A custom access that overrides this gives its own.
   *
   * @param options how they are named
   * @param principal who has the access; a user-assigned identity is named by its client id
   * @returns none, if the access has no settings
   */
  public settings(options: SettingsOptions = {}, principal?: IPrincipal): Record<string, string> {
    return this._settingsOf?.(principal)?.plain(options) ?? {};
  }

  /**
   * The settings of this access for a principal; undefined if it has none.
   *
   * @internal
   */
  public _settingsOf?(principal?: IPrincipal): AccessSettings | undefined;
}

/** The Terraform resources that grant one access to one principal. */
export class Grant {
  /** The principal that has the access. */
  public readonly principal: IPrincipal;

  /** The resources that grant it. */
  public readonly resources: TerraformResource[];

  /**
   * @param principal the principal that gets the access
   * @param resources the resources that grant it
   */
  public constructor(principal: IPrincipal, resources: TerraformResource[]) {
    this.principal = principal;
    this.resources = resources;
  }

  /**
   * Makes consumers wait for this grant: every resource and module in them gets a `depends_on`. Data sources never
   * wait, because Terraform would then replace what depends on their values.
   *
   * Azure can take some more minutes to honor a new role assignment.
   *
   * @param consumers resources, or constructs with resources, that need the access when they are created
   */
  public applyBefore(...consumers: IConstruct[]): void {
    consumers.forEach((consumer) => {
      makeWait(consumer, () => this.resources);
    });
  }
}
