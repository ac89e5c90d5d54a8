/** The package for one engine. */
export interface Artifact {
  /** Name of the package. */
  readonly name: string;
  /** Package of the engine, as users import it. */
  readonly engine: string;
  /** Command-line interface of the engine. */
  readonly cli: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export const CDKTF: Artifact = {
  name: "cdktf-azure-managed-identity",
  engine: "cdktf",
  cli: "cdktf",
  peerDependencies: { cdktf: "^0.21.0", constructs: "^10.4.2" },
};

export const CDKTN: Artifact = {
  name: "cdktn-azure-managed-identity",
  engine: "cdktn",
  cli: "cdktn",
  peerDependencies: { cdktn: ">=0.24.0 <1.0.0", constructs: ">=10.6.0 <10.8.0" },
};
