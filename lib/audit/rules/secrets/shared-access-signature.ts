import { type Rule } from "../rule";

/** Data sources that sign with the key of an account. */
const SIGNATURES = [
  "azurerm_eventhub_sas",
  "azurerm_storage_account_blob_container_sas",
  "azurerm_storage_account_sas",
];

export const sharedAccessSignature: Rule = {
  id: "shared-access-signature",
  severity: "medium",
  title: "a shared access signature is created",
  why: "The signature works for anyone who has it until it expires. It is made with the account key, which must stay enabled for it, and both are stored in the state.",
  remedy: "Grant a role on the container, the queue or the hub to the identity of the caller.",
  constructs: ["BlobStorageAccess", "QueueStorageAccess", "TableStorageAccess", "EventHubsAccess"],
  scanners: [],
  failing: {
    data: {
      azurerm_storage_account_blob_container_sas: {
        orders: {
          connection_string: "${azurerm_storage_account.shop.primary_connection_string}",
          container_name: "orders",
          start: "2026-01-01",
          expiry: "2027-01-01",
          permissions: { read: true, add: false, create: false, write: false, delete: false, list: true },
        },
      },
    },
  },
  passing: {
    resource: {
      azurerm_role_assignment: {
        orders: {
          scope: "${azurerm_storage_container.orders.id}",
          role_definition_name: "Storage Blob Data Reader",
          principal_id: "${azurerm_user_assigned_identity.shop.principal_id}",
          principal_type: "ServicePrincipal",
        },
      },
    },
  },
  check: ({ analysis }, report) => {
    for (const block of analysis.blocksOf("data")) {
      if (SIGNATURES.includes(block.type)) {
        report({ block, message: `${block.type} creates a signature with the account key` });
      }
    }
  },
};
