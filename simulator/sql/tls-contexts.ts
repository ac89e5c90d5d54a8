import { constants } from "node:crypto";
import { createSecureContext, type SecureContext, type SecureContextOptions, type TLSSocketOptions } from "node:tls";
import { type Certificates } from "./certificates";
import { type Contexts } from "./tds/greet";

const WITHIN_PRELOGIN: SecureContextOptions = { maxVersion: "TLSv1.2", secureOptions: constants.SSL_OP_NO_TICKET };

/**
 * How the servers present themselves. Managed instances have a zone in their name, which no wildcard covers:
 * "orders.1a2b3c4d5e6f.database.windows.net".
 *
 * @param isInstance - whether it is the name of a managed instance that exists
 */
export const tlsContexts = (certificates: Certificates, isInstance: (host: string) => boolean): Contexts => ({
  strict: settings(certificates, isInstance, {}),
  withinPrelogin: settings(certificates, isInstance, WITHIN_PRELOGIN),
});

function settings(
  { certificate, certificateFor, key }: Certificates,
  isInstance: (host: string) => boolean,
  options: SecureContextOptions,
): TLSSocketOptions {
  const made = new Map<string, Promise<SecureContext>>();
  const contextFor = async (name: string): Promise<SecureContext> =>
    createSecureContext({ ...options, cert: await certificateFor([name]), key });
  const named = (name: string): Promise<SecureContext> => {
    const context = made.get(name) ?? contextFor(name);
    made.set(name, context);
    return context;
  };
  return {
    secureContext: createSecureContext({ ...options, cert: certificate, key }),
    SNICallback: (name, answer) => {
      if (!isInstance(name)) {
        answer(null);
        return;
      }
      named(name.toLowerCase()).then((context) => {
        answer(null, context);
      }, answer);
    },
  };
}
