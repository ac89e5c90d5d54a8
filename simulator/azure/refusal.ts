/** An error of the provider or of Azure. Any other exception is a bug of the simulator. */
export class Refusal extends Error {}

/** An error response of Azure. */
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
