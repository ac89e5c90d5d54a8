/** A request that cannot be met, by the provider or by Azure. Anything else that is thrown is a mistake of the simulator. */
export class Refusal extends Error {}

/** What Azure answers to a request that it refuses. */
export class AzureError extends Refusal {
  public constructor(
    readonly status: number,
    readonly code: string,
    readonly reason: string,
  ) {
    super(`unexpected status ${String(status)} with error: ${code}: ${reason}`);
  }
}

export const alreadyExists = (id: string, type: string): AzureError =>
  new AzureError(
    409,
    "AlreadyExists",
    `a resource with the ID "${id}" already exists - to be managed via Terraform this resource needs to be imported into the state, see "terraform import" and the documentation of "${type}"`,
  );
