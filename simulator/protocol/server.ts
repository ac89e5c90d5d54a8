import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type ProviderSchema } from "../provider/schema";
import { METHODS, pathOf, requestOf, responseOf } from "./messages";
import { answer, type Request } from "./methods";
import { type Provider } from "./provider";
import { encodeProviderSchema } from "./schema-message";

/** A provider for Terraform. `address` is `127.0.0.1:<port>`. */
export interface ProviderServer {
  readonly address: string;
  close(): void;
}

/**
 * Serves a provider on the loopback interface until it is closed.
 *
 * @param schema the schema that Terraform sees
 */
export async function serveProvider(
  provider: Provider,
  schema = (): ProviderSchema => provider.schema,
): Promise<ProviderServer> {
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(SERVICE, implementation(provider, schema));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) {
        reject(error);
      } else {
        resolve(bound);
      }
    });
  });
  return {
    address: `127.0.0.1:${String(port)}`,
    close: () => {
      provider.stop();
      server.forceShutdown();
    },
  };
}

/** Responses are already encoded: GetProviderSchema is encoded once for each schema. */
const SERVICE: ServiceDefinition = Object.fromEntries(
  METHODS.map((method) => {
    const request = requestOf(method);
    return [
      method,
      {
        path: pathOf(method),
        requestStream: false,
        responseStream: false,
        requestSerialize: (message: object) => Buffer.from(request.encode(message).finish()),
        requestDeserialize: (bytes: Buffer) => request.decode(bytes),
        responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    ];
  }),
);

const schemas = new WeakMap<object, Uint8Array>();

function encodedSchema(schema: ProviderSchema): Uint8Array {
  const encoded = schemas.get(schema) ?? encodeProviderSchema(schema);
  schemas.set(schema, encoded);
  return encoded;
}

function implementation(provider: Provider, schema: () => ProviderSchema): UntypedServiceImplementation {
  return Object.fromEntries(
    METHODS.map((method) => {
      const response = responseOf(method);
      const handle: handleUnaryCall<Request, Uint8Array> = (call, callback) => {
        if (method === "GetProviderSchema") {
          callback(null, encodedSchema(schema()));
          return;
        }
        const answered = async (): Promise<object> => answer[method](provider, call.getPeer(), call.request);
        answered().then(
          (message) => {
            callback(null, response.encode(message).finish());
          },
          (error: unknown) => {
            // A bug of the simulator, not of the configuration. Terraform keeps its state and reports the provider.
            const details = `the simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
            callback({ code: status.INTERNAL, details });
          },
        );
      };
      return [method, handle];
    }),
  );
}
