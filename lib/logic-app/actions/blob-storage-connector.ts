import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import { countProblems } from "./argument-rules";
import {
  type BlobCopyProps,
  type BlobCreateProps,
  type BlobFolderProps,
  type BlobProps,
  type BlobTriggerProps,
  type BlobUpdateProps,
} from "./blob-storage-connector-props";
import { Connector, type StorageConnectorProps } from "./connector";
import { type WorkflowAction } from "./workflow-action";
import { type WorkflowTrigger } from "./workflow-trigger";
import { encodedTwice } from "./workflow-value";

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
    const { folder, name, content: body, contentType } = props;
    return this.connector.action("createBlob", props, {
      method: "post",
      path: `${this.dataset()}/files`,
      names: this.names({ folder, name }),
      queries: { folderPath: folder, name, queryParametersSingleEncoded: true },
      headers: contentHeaders(contentType),
      body,
    });
  }

  /** Overwrites a blob. It fails if the blob does not exist. */
  public updateBlob(props: BlobUpdateProps): WorkflowAction {
    const { path, content: body, contentType } = props;
    return this.connector.action("updateBlob", props, {
      method: "put",
      path: `${this.dataset()}/files/${encodedTwice(path)}`,
      names: this.names({ path }),
      headers: contentHeaders(contentType),
      body,
    });
  }

  /** Reads the metadata of a blob: `{ Id, Name, Path, LastModified, Size, ETag, … }`. */
  public getBlobMetadata(props: BlobProps): WorkflowAction {
    const { path } = props;
    return this.connector.action("getBlobMetadata", props, {
      method: "get",
      path: `${this.dataset()}/GetFileByPath`,
      names: this.names({ path }),
      queries: { path, queryParametersSingleEncoded: true },
    });
  }

  /** Copies a blob. */
  public copyBlob(props: BlobCopyProps): WorkflowAction {
    return this.copy("copyBlob", "copyFile", props, { ReadFileMetadataFromServer: true });
  }

  /** Extracts an archive, such as a zip file, to a folder. */
  public extractArchive(props: BlobCopyProps): WorkflowAction {
    return this.copy("extractArchive", "extractFolderV2", props);
  }

  /** Lists the blobs of a folder. The body is `{ value: [{ Path, … }, …] }`. */
  public listBlobs(props: BlobFolderProps): WorkflowAction {
    const { folder, recursive: useFlatListing = false } = props;
    return this.connector.action("listBlobs", props, {
      method: "get",
      path: `${this.dataset()}/foldersV2/${encodedTwice(folder)}`,
      names: this.names({ folder }),
      queries: { nextPageMarker: "", useFlatListing },
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

  private copy(
    name: string,
    operation: string,
    props: BlobCopyProps,
    headers?: Readonly<Record<string, unknown>>,
  ): WorkflowAction {
    const { source, destination, overwrite = false } = props;
    return this.connector.action(name, props, {
      method: "post",
      path: `${this.dataset()}/${operation}`,
      names: this.names({ source, destination }),
      queries: { source, destination, overwrite, queryParametersSingleEncoded: true },
      headers,
    });
  }

  private dataset(): string {
    return `/v2/datasets/${encodedTwice(this.account)}`;
  }

  private names(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { account: this.account, ...more };
  }
}

/** The connector answers with the metadata of the written blob. */
function contentHeaders(contentType: string | undefined): Readonly<Record<string, unknown>> {
  return { ReadFileMetadataFromServer: true, ...(contentType !== undefined && { "Content-Type": contentType }) };
}
