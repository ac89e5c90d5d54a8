/** The storage account of actions and triggers. */
export interface StorageConnectorProps {
  /** Name of the storage account, or the endpoint of its service, such as "https://orders.blob.core.windows.net". */
  readonly account: string;
}
