import { type Rule } from "../rule";

/** Credentials of the backends azurerm, http and remote: https://developer.hashicorp.com/terraform/language/backend */
const CREDENTIALS = [
  "access_key",
  "client_secret",
  "client_certificate_password",
  "conn_str",
  "password",
  "sas_token",
  "token",
];

const azurerm = { storage_account_name: "ststate", container_name: "state", key: "shop.tfstate" };

export const secretInBackend: Rule = {
  id: "secret-in-backend",
  severity: "high",
  title: "a backend signs in with a secret that is in the configuration",
  why:
    "The secret opens the state, with all secrets that are in it. Terraform copies it to the .terraform directory and into every " +
    "saved plan.",
  remedy:
    "Set use_azuread_auth = true, and use_oidc = true in pipelines. Give whoever runs Terraform Storage Blob Data Contributor on the container.",
  constructs: ["BlobStorageAccess"],
  scanners: [],
  failing: { terraform: { backend: { azurerm: { ...azurerm, access_key: "example-key-of-the-state-account" } } } },
  passing: { terraform: { backend: { azurerm: { ...azurerm, use_azuread_auth: true } } } },
  check: ({ analysis }, report) => {
    for (const block of analysis.blocksOf("backend")) {
      for (const path of CREDENTIALS) {
        if (typeof block.values[path] === "string" && block.values[path] !== "") {
          report({ block, path, message: `the backend ${block.name} signs in with a secret` });
        }
      }
    }
  },
};
