import { type Rule } from "../rule";
import { foundAs } from "./scan/scan";

const state = (secret: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  format_version: "1.0",
  values: {
    root_module: {
      resources: [
        {
          address: "azurerm_key_vault_secret.payment",
          mode: "managed",
          type: "azurerm_key_vault_secret",
          name: "payment",
          values: { name: "payment", key_vault_id: "vault", ...secret },
        },
      ],
    },
  },
});

export const secretInState: Rule = {
  id: "secret-in-state",
  severity: "medium",
  title: "the state contains a configured secret as plain text",
  why: "Terraform stores every argument in the state, even a sensitive one, unless it is write-only. Anyone who can read the state has the secret.",
  remedy:
    "Use a managed identity, or the write-only form of the argument (value_wo, administrator_login_password_wo) with an ephemeral value.",
  constructs: ["ManagedIdentityBinding"],
  scanners: [],
  failing: state({ value: "s3cret" }),
  passing: state({ value: "", value_wo: null, value_wo_version: 1 }),
  check: foundAs("state"),
};
