import { type WorkflowActionOptions } from "./workflow-action";
import { type PollingTriggerOptions } from "./workflow-trigger";
import { type WorkflowValue } from "./workflow-value";

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

  /**
   * MIME type of the content, such as "application/json".
   *
   * @default - the connector infers it
   */
  readonly contentType?: string;
}

/** A blob to overwrite. */
export interface BlobUpdateProps extends BlobProps {
  /** New content. */
  readonly content: WorkflowValue;

  /**
   * MIME type of the content, such as "application/json".
   *
   * @default - the connector infers it
   */
  readonly contentType?: string;
}

/** A blob or an archive to copy. */
export interface BlobCopyProps extends WorkflowActionOptions {
  /** Path with the container, or the URL of a blob. */
  readonly source: WorkflowValue;

  /** Path with the container. */
  readonly destination: WorkflowValue;

  /**
   * Whether an existing blob is overwritten. If not, the action fails.
   *
   * @default false
   */
  readonly overwrite?: boolean;
}

/** A folder of blobs. */
export interface BlobFolderProps extends WorkflowActionOptions {
  /** Folder with the container, such as "/orders". */
  readonly folder: string;

  /**
   * Whether the blobs of subfolders are listed too, and subfolders are not.
   *
   * @default false
   */
  readonly recursive?: boolean;
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
