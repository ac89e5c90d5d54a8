/** The storage account that actions and triggers are about. */
export interface StorageConnectorProps {
  /** Name of the storage account, or the endpoint of its service, such as "https://orders.blob.core.windows.net". */
  readonly account: string;
}
