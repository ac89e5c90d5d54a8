import { type ITerraformResource, Token } from "cdktf";
import { isResource, notMadeWith, shown, tellsProblems } from "../core/given";
import { isLiteral } from "../core/literal-text";
import { attributeOf, typeProblems } from "../core/resources";
import { type Problem, rules } from "../core/rules";
import { TokenAudience } from "./token-audience";

/** What a token check calls, and the audience of the token for it. */
export class TokenCheckTarget {
  /**
   * The list of secrets in a vault, without their values. `KeyVaultAccess.readSecrets` and `readMetadata` allow it.
   *
   * @param vault an `azurerm_key_vault`, resource or data source; synth rejects anything else
   */
  public static keyVault(vault: ITerraformResource): TokenCheckTarget {
    const url = isResource(vault) ? `${attributeOf(vault, "vault_uri")}secrets?api-version=7.4&maxresults=1` : "";
    return new TokenCheckTarget(url, TokenAudience.KEY_VAULT, {}, () =>
      typeProblems("vault", vault, ["azurerm_key_vault"]),
    );
  }

  /**
   * The list of blobs in a container. `BlobStorageAccess.read` allows it.
   *
   * @param account an `azurerm_storage_account`, resource or data source; synth rejects anything else
   * @param container name of the container
   */
  public static blobContainer(account: ITerraformResource, container: string): TokenCheckTarget {
    const endpoint = isResource(account) ? attributeOf(account, "primary_blob_endpoint") : "";
    const url = `${endpoint}${container}?restype=container&comp=list&maxresults=1`;
    // Azure Storage takes tokens from version 2017-11-09 on, and uses a version of 2009 if none is named.
    return new TokenCheckTarget(url, TokenAudience.STORAGE, { "x-ms-version": "2023-11-03" }, () =>
      typeProblems("account", account, ["azurerm_storage_account"]),
    );
  }

  /**
   * A resource group in Azure Resource Manager. The role Reader allows it.
   *
   * @param group an `azurerm_resource_group`, resource or data source; synth rejects anything else
   */
  public static resourceGroup(group: ITerraformResource): TokenCheckTarget {
    const id = isResource(group) ? attributeOf(group, "id") : "";
    const url = `https://management.azure.com${id}?api-version=2021-04-01`;
    return new TokenCheckTarget(url, TokenAudience.RESOURCE_MANAGER, {}, () =>
      typeProblems("group", group, ["azurerm_resource_group"]),
    );
  }

  /**
   * Any URL that answers a GET request. Call something that the identity may read, and that is small.
   *
   * @param url begins with "https://"
   * @param audience the resource that the token is for, such as "https://servicebus.azure.net" or "api://shop"
   */
  public static url(url: string, audience: string): TokenCheckTarget {
    return new TokenCheckTarget(url, audience, {}, () => urlProblems(url, audience));
  }

  /**
   * The target itself, or a placeholder that reports the wrong value.
   *
   * @internal
   */
  public static _given(target: TokenCheckTarget): TokenCheckTarget {
    return tellsProblems(target)
      ? target
      : new TokenCheckTarget("", "", {}, () => notMadeWith("target", "TokenCheckTarget", target));
  }

  /** What is called. */
  public readonly address: string;

  /** The resource that the token is for. */
  public readonly audience: string;

  private constructor(
    address: string,
    audience: string,
    /** @internal */
    public readonly _headers: Readonly<Record<string, string>>,
    private readonly check: () => readonly Problem[],
  ) {
    this.address = address;
    this.audience = audience;
  }

  /** @internal */
  public _problems(): readonly Problem[] {
    return this.check();
  }
}

const urlProblems = rules<[url: string, audience: string]>("TokenCheck", [
  {
    rule: "token-check-url-not-https",
    when: (url) =>
      !(typeof url === "string" && (url.startsWith("https://") || Token.isUnresolved(url) || !isLiteral(url))),
    message: (url) =>
      `url must begin with "https://", because the token is sent there; got ${shown(url)}; give a URL with TLS`,
  },
  {
    rule: "token-check-without-audience",
    when: (_, audience) => typeof audience !== "string" || audience.trim() === "",
    message: (_, audience) =>
      `audience must be what the token is for; got ${shown(audience)}; give one such as "https://vault.azure.net"`,
  },
]);
