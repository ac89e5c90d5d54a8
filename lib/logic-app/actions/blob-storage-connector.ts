import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { Connector, type StorageConnectorProps } from "./connector";
import { countProblems } from "./argument-rules";
import { type WorkflowAction, type WorkflowActionOptions } from "./workflow-action";
import { type WorkflowTrigger, type PollingTriggerOptions } from "./workflow-trigger";
import { encodedTwice, type WorkflowValue } from "./workflow-value";

/** A blob. */
export interface BlobProps extends WorkflowActionOptions {
  /** Path with the container, such as "/orders/2025/1.json". */
  readonly path: WorkflowValue;
}

/** A blob to create. */
export interface BlobCreateProps extends WorkflowActionOptions {
  /** Folder with the container, such as "/orders/2025". */
  readonly folder: string;

  /** Name of the blob in the folder. */
  readonly name: WorkflowValue;

  /** Content. */
  readonly content: WorkflowValue;
}

/** A folder of blobs. */
export interface BlobFolderProps extends WorkflowActionOptions {
  /** Folder with the container, such as "/orders". */
  readonly folder: string;
}

/** The blobs that start a run. */
export interface BlobTriggerProps extends PollingTriggerOptions {
  /** Folder with the container, such as "/orders". Subfolders do not count. */
  readonly folder: string;

  /**
   * Maximum number of blobs in one poll.
   *
   * @default 10
   */
  readonly maxCount?: number;
}

/**
 * Actions and triggers on the blobs of a storage account.
 *
 * https://learn.microsoft.com/connectors/azureblob/
 */
export class BlobStorageConnector {
  /** @param connection of the connector "azureblob"; any other throws */
  public static of(connection: LogicAppConnection, props: StorageConnectorProps): BlobStorageConnector {
    return new BlobStorageConnector(connection, props);
  }

  private readonly connector: Connector;
  private readonly account: string;

  private constructor(connection: LogicAppConnection, { account }: StorageConnectorProps) {
    this.connector = new Connector("BlobStorageConnector", connection, ManagedApi.BLOB_STORAGE);
    this.account = account;
  }

  /** Reads the content of a blob. */
  public readBlob(props: BlobProps): WorkflowAction {
    const { path } = props;
    return this.connector.action("readBlob", props, {
      method: "get",
      path: `${this.dataset()}/GetFileContentByPath`,
      names: this.names({ path }),
      queries: { path, inferContentType: true, queryParametersSingleEncoded: true },
    });
  }

  /** Creates a blob. */
  public createBlob(props: BlobCreateProps): WorkflowAction {
    const { folder, name, content: body } = props;
    return this.connector.action("createBlob", props, {
      method: "post",
      path: `${this.dataset()}/files`,
      names: this.names({ folder, name }),
      queries: { folderPath: folder, name, queryParametersSingleEncoded: true },
      headers: { ReadFileMetadataFromServer: true },
      body,
    });
  }

  /** Lists the blobs of a folder. The body is `{ value: [{ Path, … }, …] }`. */
  public listBlobs(props: BlobFolderProps): WorkflowAction {
    const { folder } = props;
    return this.connector.action("listBlobs", props, {
      method: "get",
      path: `${this.dataset()}/foldersV2/${encodedTwice(folder)}`,
      names: this.names({ folder }),
      queries: { nextPageMarker: "", useFlatListing: false },
    });
  }

  /** Deletes a blob. It fails if the blob does not exist. */
  public deleteBlob(props: BlobProps): WorkflowAction {
    const { path } = props;
    return this.connector.action("deleteBlob", props, {
      method: "delete",
      path: `${this.dataset()}/files/${encodedTwice(path)}`,
      names: this.names({ path }),
      headers: { SkipDeleteIfFileNotFoundOnServer: false },
    });
  }

  /**
   * Starts a run for each blob that is created or changed. The body of the trigger has its `Path`, but not its content.
   */
  public whenABlobIsAddedOrModified(props: BlobTriggerProps): WorkflowTrigger {
    const { folder: folderId, maxCount: maxFileCount = 10 } = props;
    const call = {
      method: "get",
      path: `${this.dataset()}/triggers/batch/onupdatedfile`,
      names: this.names({ folder: folderId }),
      problems: countProblems("maxCount", maxFileCount),
      queries: { folderId, maxFileCount, checkBothCreatedAndModifiedDateTime: false },
    } as const;
    return this.connector.trigger("whenABlobIsAddedOrModified", props, call, "@triggerBody()");
  }

  private dataset(): string {
    return `/v2/datasets/${encodedTwice(this.account)}`;
  }

  private names(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { account: this.account, ...more };
  }
}
