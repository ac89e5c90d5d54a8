import { isIP } from "node:net";

/** The deployer's address for firewalls. */
export const DEPLOYER_ADDRESS = "203.0.113.10";

/** The addresses that a firewall rule allows. */
export interface AddressRange {
  readonly from: string;
  readonly to: string;
}

/** Whether a rule allows an address. */
export const letsIn = (rules: readonly AddressRange[], address: string): boolean =>
  rules.some(({ from, to }) => {
    const [low, one, high] = [from, address, to].map(numberOf);
    return low !== undefined && one !== undefined && high !== undefined && low <= one && one <= high;
  });

export const FROM_EVERYWHERE: readonly AddressRange[] = [{ from: "0.0.0.0", to: "255.255.255.255" }];

const numberOf = (address: string): number | undefined =>
  isIP(address) === 4 ? address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) : undefined;
