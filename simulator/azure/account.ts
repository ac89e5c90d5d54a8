import { type Value } from "../protocol/values";
import { nameGuid } from "./name-guid";

/** The signed-in user, and the default target of requests. */
export interface Account {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** An account with the configuration of a provider. */
export interface ConfiguredAccount extends Account {
  /** The `features` block of the provider. */
  readonly features?: Value;
}

/** The simulated deployer: a user who is signed in with the Azure CLI. */
export const DEPLOYER: Account = {
  tenantId: nameGuid("tenant"),
  subscriptionId: nameGuid("subscription"),
  // The Azure CLI: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
  clientId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
  objectId: nameGuid("user", "deployer"),
};
