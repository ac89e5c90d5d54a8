import { type ITerraformResource, Token } from "cdktf";
import { FunctionCall } from "../../core/function-call";
import { attributeOf } from "../../core/resources";
import { type Access } from "../access";
import { type GrantKind, oneOf } from "../grant-kind";
import { type OwnGrantOptions } from "../own-grant-options";
import { OwnGrantService, roleOn } from "../own-grant-service";
import { CLIENT_ID } from "../service-settings";
import { ofService } from "../target-subject";

const TYPE = "azurerm_key_vault_managed_hardware_security_module_role_assignment";
const HSM = "azurerm_key_vault_managed_hardware_security_module";
const KEY = "azurerm_key_vault_managed_hardware_security_module_key";

/** https://learn.microsoft.com/azure/key-vault/managed-hsm/built-in-roles */
const ROLES = {
  administrator: "a290e904-7015-4bba-90c8-60543313cdb4",
  backup: "7b127d3c-77bd-4e3e-bbe0-dbb8971fa7f8",
  "crypto-auditor": "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3",
  "crypto-officer": "515eb02d-2335-4d2d-92f2-b1cbdf9c3778",
  "crypto-service-encryption-user": "33413926-3206-4cdd-b39a-83574fe37a17",
  "crypto-user": "21dbd100-6940-42c2-9190-5d6cb909625b",
};

/** Roles that are about more than keys. */
const ON_ALL = ["administrator", "backup"];

const KIND: GrantKind = {
  type: TYPE,
  prefix: "hsm",
  roleNames: {
    administrator: "Managed HSM Administrator",
    backup: "Managed HSM Backup",
    "crypto-auditor": "Managed HSM Crypto Auditor",
    "crypto-officer": "Managed HSM Crypto Officer",
    "crypto-service-encryption-user": "Managed HSM Crypto Service Encryption User",
    "crypto-user": "Managed HSM Crypto User",
  },
  unique: oneOf(TYPE, ["managed_hsm_id", "scope", "role_definition_id", "principal_id"], "keep one of them"),
  write: ({ target, role, principal }) => {
    const isKey = target.terraformResourceType === KEY;
    const hsmId = attributeOf(target, isKey ? "managed_hsm_id" : "id");
    const scope = ON_ALL.includes(role) ? "/" : isKey ? `/keys/${attributeOf(target, "name")}` : "/keys";
    const roleId = ROLES[role as keyof typeof ROLES];
    const who = principal.objectId.value;
    return {
      managed_hsm_id: hsmId,
      // Assignments are named by UUIDs; this one follows from who, what and where.
      name: Token.asString(new FunctionCall("uuidv5", "oid", `${hsmId}${scope}/${roleId}/${who}`)),
      scope,
      role_definition_id: `/Microsoft.KeyVault/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
      principal_id: who,
    };
  },
};

const SERVICE = new OwnGrantService("ManagedHsmAccess", {
  service: "Key Vault Managed HSM",
  targets: { [HSM]: KIND, [KEY]: KIND },
  verbs: {
    useKeys: roleOn([HSM, KEY], "crypto-user"),
    wrapKeys: roleOn([HSM, KEY], "crypto-service-encryption-user"),
    readKeys: roleOn([HSM, KEY], "crypto-auditor"),
    purgeKeys: roleOn([HSM], "crypto-officer"),
    backUp: roleOn([HSM], "backup"),
    administer: roleOn([HSM], "administrator"),
  },
  settings: [
    {
      prefix: "AZURE_MANAGEDHSM",
      values: {
        RESOURCEENDPOINT: ofService(["azurerm_key_vault_managed_hardware_security_module"], "hsm_uri"),
        CLIENTID: CLIENT_ID,
      },
    },
  ],
});

/**
 * Access to the keys of an `azurerm_key_vault_managed_hardware_security_module`, or to one key of it. The HSM keeps these
 * roles itself, and Terraform can grant them when its security domain has been activated.
 *
 * https://learn.microsoft.com/azure/key-vault/managed-hsm/access-control
 */
export class ManagedHsmAccess {
  /** @internal */
  public static readonly _service = SERVICE;

  /** Create, use and delete keys: Managed HSM Crypto User. */
  public static useKeys(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("useKeys", target, options);
  }

  /** Wrap and unwrap only, as services do with customer-managed keys: Managed HSM Crypto Service Encryption User. */
  public static wrapKeys(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("wrapKeys", target, options);
  }

  /** Read the attributes of keys, without using them: Managed HSM Crypto Auditor. */
  public static readKeys(target: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("readKeys", target, options);
  }

  /** Purge and recover deleted keys, and export keys: Managed HSM Crypto Officer. */
  public static purgeKeys(hsm: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("purgeKeys", hsm, options);
  }

  /** Back up keys, and the whole HSM: Managed HSM Backup. */
  public static backUp(hsm: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("backUp", hsm, options);
  }

  /** Manage the security domain, backups and roles, without using keys: Managed HSM Administrator. */
  public static administer(hsm: ITerraformResource, options?: OwnGrantOptions): Access {
    return SERVICE.grant("administer", hsm, options);
  }

  private constructor() {
    // only factories
  }
}
