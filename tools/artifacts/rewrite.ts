import { CDKTN } from "./names";

/**
 * TypeScript and JavaScript for CDK Terrain: they import another engine, and other bindings. Everything else stays, the
 * marks in the construct tree and all names in the Terraform JSON included, so that an app that changes its engine plans
 * nothing.
 */
export function sourceForCdktn(source: string): string {
  return source
    .replace(/(["'])cdktf(?=(\/[^"']*)?\1)/g, `$1${CDKTN.engine}`)
    .replace(/(["'])@cdktf\/(?=provider-[^"']*\1)/g, "$1@cdktn/")
    .replace(/(["'])cdktf-azure-managed-identity(?=(\/testing)?\1)/g, `$1${CDKTN.name}`)
    .replaceAll("--external:cdktf-azure-managed-identity", `--external:${CDKTN.name}`);
}

/** Pages for users of CDK Terrain: other packages to install, import and exclude, and another command. */
export function pageForCdktn(page: string): string {
  return sourceForCdktn(page)
    .replace(/(?<=npm install )cdktf-azure-managed-identity cdktf@\S+ constructs@\S+/g, installed())
    .replace(/\bcdktf (?=synth|deploy|diff|destroy|get|init)/g, `${CDKTN.engine} `)
    .replace(/`cdktf-azure-managed-identity(?=(\/testing)?`)/g, `\`${CDKTN.name}`)
    .replace(/^# cdktf-azure-managed-identity$/m, `# ${CDKTN.name}`);
}

function installed(): string {
  const { cdktn = "", constructs = "" } = CDKTN.peerDependencies;
  return `${CDKTN.name} "cdktn@${cdktn}" "constructs@${constructs}"`;
}
