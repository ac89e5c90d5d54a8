import { peerDependencies } from "../../package.json";

/** The package for one engine. */
export interface Artifact {
  /** Name of the package. */
  readonly name: string;
  /** Package of the engine, as users import it. Its command has the same name. */
  readonly engine: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

export const CDKTF: Artifact = {
  name: "cdktf-azure-managed-identity",
  engine: "cdktf",
  peerDependencies,
};

export const CDKTN: Artifact = {
  name: "cdktn-azure-managed-identity",
  engine: "cdktn",
  peerDependencies: { cdktn: ">=0.24.0 <1.0.0", constructs: ">=10.6.0 <10.8.0" },
};
