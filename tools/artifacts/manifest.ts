import { CDKTF, CDKTN } from "./names";

/** A package.json, as far as artifacts differ in it. */
export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly jsii: { readonly targets: unknown } & Readonly<Record<string, unknown>>;
}

/** Members that only this repository needs. */
const OF_REPOSITORY = ["scripts", "devDependencies", "overrides"];

/** The package.json of the package for CDK Terrain. Its packages in other languages have names of their own, too. */
export function manifestForCdktn(manifest: Manifest): Manifest {
  const { jsii } = manifest;
  const published = Object.entries(manifest).filter(([member]) => !OF_REPOSITORY.includes(member));
  return {
    ...Object.fromEntries(published),
    name: CDKTN.name,
    peerDependencies: CDKTN.peerDependencies,
    jsii: { ...jsii, targets: renamed(jsii.targets) },
  };
}

/** "cdktf", "Cdktf" and "CDKTF" in names of modules, namespaces and packages. */
function renamed(targets: unknown): unknown {
  const text = JSON.stringify(targets)
    .replaceAll(CDKTF.engine, CDKTN.engine)
    .replaceAll(capital(CDKTF.engine), capital(CDKTN.engine));
  return JSON.parse(text);
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
