import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createProxy } from "node:http";
import { createServer } from "node:https";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificates } from "../../../simulator/sql/certificates";

const HOST = "login.microsoftonline.com";

/** What comes instead of a token. */
interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly error_description: string;
}

/**
 * Entra ID behind a proxy of the loopback interface: whoever asks for login.microsoftonline.com through the proxy comes
 * here, and has to be shown a certificate of that name.
 */
export class EntraId {
  public static async start(answer: string | Refusal): Promise<EntraId> {
    const { authority, certificate: cert, key } = await makeCertificates(undefined, [HOST]);
    const entraId = new EntraId(authority);
    const server = createServer({ cert, key }, (request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => (body += text));
      request.on("end", () => {
        const isAsking = request.method === "POST";
        if (isAsking) {
          const [path = ""] = (request.url ?? "").split("?");
          entraId.asked.push({ path, form: Object.fromEntries(new URLSearchParams(body)) });
        }
        const refusal = isAsking && typeof answer !== "string" ? answer : undefined;
        response.writeHead(refusal?.status ?? 200, { "content-type": "application/json" });
        const token = { token_type: "Bearer", expires_in: 3600, access_token: answer };
        response.end(JSON.stringify(isAsking ? (refusal ?? token) : discovery(request.url ?? "")));
      });
    });
    server.on("tlsClientError", () => undefined);
    const proxy = createProxy().on("connect", (request, client: Socket) => {
      if (request.url !== `${HOST}:443`) {
        client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      const upstream = connect((server.address() as AddressInfo).port, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        upstream.pipe(client).pipe(upstream);
      });
      [client, upstream].forEach((socket) => socket.on("error", () => socket.destroy()));
    });
    for (const one of [server, proxy]) {
      one.on("connection", (socket: Socket) => {
        entraId.sockets.add(socket);
      });
      await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
    }
    entraId.servers.push(server, proxy);
    return entraId;
  }

  /** What was posted to get tokens. */
  public readonly asked: { readonly path: string; readonly form: Readonly<Record<string, string>> }[] = [];

  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly folder = mkdtempSync(join(tmpdir(), "entra-id-"));

  private constructor(private readonly authority: string) {}

  /** The environment of a program that reaches it, and trusts it beside another authority. */
  public environment(otherAuthority = ""): NodeJS.ProcessEnv {
    const others = otherAuthority === "" ? [] : [readFileSync(otherAuthority, "utf8")];
    const file = this.file("authorities.pem", [this.authority, ...others].join("\n"));
    const { port } = this.servers.at(-1)?.address() as AddressInfo;
    return { HTTPS_PROXY: `http://127.0.0.1:${String(port)}`, NODE_EXTRA_CA_CERTS: file };
  }

  /** A file that goes when it stops. */
  public file(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  public async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    for (const server of this.servers) {
      await new Promise((resolve) => server.close(resolve));
    }
    rmSync(this.folder, { recursive: true });
  }
}

function discovery(url: string): object {
  const tenant = `https://${HOST}${url.replace(/\/v2\.0\/.*$/, "")}`;
  return {
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
  };
}
