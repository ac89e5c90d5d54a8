import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** The names of Azure SQL servers in its clouds, and of flexible servers of PostgreSQL and MySQL. */
const SERVERS = [
  "*.database.windows.net",
  "*.database.usgovcloudapi.net",
  "*.database.chinacloudapi.cn",
  ...["postgres", "mysql"].flatMap((product) =>
    ["azure.com", "usgovcloudapi.net", "chinacloudapi.cn"].map((domain) => `*.${product}.database.${domain}`),
  ),
  "localhost",
];
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 24 * 60 * 60 * 1000;

export interface Certificates {
  /** Who trusts it, trusts the servers. PEM. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
  /** A certificate with the same key for other names. */
  readonly certificateFor: (names: readonly string[]) => Promise<string>;
}

let ofThisProcess: Promise<Certificates> | undefined;

/** The certificates of all simulators of this process, which make them with the first. */
export const sharedCertificates = (): Promise<Certificates> => (ofThisProcess ??= makeCertificates());

/** A certificate for SQL servers, or who else has the names, of an authority that exists for this purpose only. */
export async function makeCertificates(now = new Date(), names = SERVERS): Promise<Certificates> {
  const { subtle } = webcrypto;
  const generate = (): Promise<webcrypto.CryptoKeyPair> => subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const [authorityKeys, keys] = await Promise.all([generate(), generate()]);
  const validity = { notBefore: new Date(now.getTime() - DAY), notAfter: new Date(now.getTime() + 30 * DAY) };
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      name: `CN=Simulated authority of ${names[0] ?? ""}`,
      keys: authorityKeys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    },
    webcrypto,
  );
  const certificateFor = async (dns: readonly string[]): Promise<string> => {
    const dnsNames = dns.map((value) => ({ type: "dns" as const, value }));
    const certificate = await x509.X509CertificateGenerator.create(
      {
        ...validity,
        subject: `CN=${dns[0] ?? ""}`,
        issuer: authority.subject,
        publicKey: keys.publicKey,
        signingKey: authorityKeys.privateKey,
        signingAlgorithm: ALGORITHM,
        extensions: [
          new x509.BasicConstraintsExtension(false),
          new x509.SubjectAlternativeNameExtension([...dnsNames, { type: "ip", value: "127.0.0.1" }]),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        ],
      },
      webcrypto,
    );
    return certificate.toString("pem");
  };
  const exported = Buffer.from(await subtle.exportKey("pkcs8", keys.privateKey));
  return {
    authority: authority.toString("pem"),
    certificate: await certificateFor(names),
    certificateFor,
    key: `-----BEGIN PRIVATE KEY-----\n${(exported.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END PRIVATE KEY-----\n`,
  };
}
