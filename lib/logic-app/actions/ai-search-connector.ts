import { type LogicAppConnection } from "../logic-app-connection";
import { ManagedApi } from "../managed-api";
import {
  type AiSearchDocumentsProps,
  type AiSearchProps,
  type AiSearchSemanticProps,
} from "./ai-search-connector-props";
import { countProblems } from "./argument-rules";
import { Connector } from "./connector";
import { type WorkflowAction } from "./workflow-action";
import { encoded } from "./workflow-value";

/**
 * Actions on the indexes of the search service of a connection.
 *
 * https://learn.microsoft.com/connectors/azureaisearch/
 */
export class AiSearchConnector {
  /** @param connection of the connector "azureaisearch"; any other throws */
  public static of(connection: LogicAppConnection): AiSearchConnector {
    return new AiSearchConnector(connection);
  }

  private readonly connector: Connector;

  private constructor(connection: LogicAppConnection) {
    this.connector = new Connector("AiSearchConnector", connection, ManagedApi.AI_SEARCH);
  }

  /** Adds documents, or replaces those with their keys. */
  public indexDocuments(props: AiSearchDocumentsProps): WorkflowAction {
    return this.documents("indexDocuments", props);
  }

  /** Deletes the documents with the given keys. */
  public deleteDocuments(props: AiSearchDocumentsProps): WorkflowAction {
    return this.documents("deleteDocuments", props);
  }

  /** Searches by text and by vectors. The body is a list of documents. */
  public integratedVectorSearch(props: AiSearchProps): WorkflowAction {
    return this.search("integratedVectorSearch", props);
  }

  /** Searches by text and by vectors, and ranks by meaning. The body is a list of documents. */
  public semanticHybridSearch(props: AiSearchSemanticProps): WorkflowAction {
    const { semanticConfiguration } = props;
    return this.search("semanticHybridSearch", props, { semanticConfiguration });
  }

  private documents(name: string, props: AiSearchDocumentsProps): WorkflowAction {
    const { index: indexName, documents: body } = props;
    return this.connector.action(name, props, {
      method: "post",
      path: `/${name}`,
      names: { index: indexName },
      queries: { indexName },
      body,
    });
  }

  private search(name: string, props: AiSearchProps, more: Readonly<Record<string, unknown>> = {}): WorkflowAction {
    const { index, text, vectorFields, select, filter, nearestNeighbors, top, skip } = props;
    return this.connector.action(name, props, {
      method: "post",
      path: `/${name}/${encoded(index)}`,
      names: { index, text, filter, ...more },
      problems: [...countProblems("nearestNeighbors", nearestNeighbors), ...countProblems("top", top)],
      body: {
        searchText: text,
        vectorizedSearchFields: vectorFields,
        selectFields: select,
        filterCondition: filter,
        nearestNeighbors,
        top,
        skipSearches: skip,
        ...more,
      },
    });
  }
}
