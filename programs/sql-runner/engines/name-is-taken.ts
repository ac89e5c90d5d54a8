import { type Row } from "../connection";
import { NotDone } from "../failures";
import { textIn } from "./engine";

/**
 * The error for a role or user of another principal.
 *
 * @param what "role"
 * @param other a row with the object_id of its principal, if that is in Entra ID
 * @param meant id of the right principal
 */
export function nameIsTaken(what: string, name: string, other: Row, meant = "a principal in Entra ID"): NotDone {
  const id = textIn(other, "object_id");
  const standsFor = id === "" ? "belongs to no Entra principal" : `belongs to ${id}`;
  return new NotDone(
    `${what} ${JSON.stringify(name)} ${standsFor}, not to ${meant}`,
    `Give the principal another ${what} name. If the ${what} is left over from a deleted identity, drop it, then apply again`,
  );
}
