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
export function nameIsTaken(what: string, name: string, other: Row, meant = "a principal of Entra ID"): NotDone {
  const id = textIn(other, "object_id");
  const standsFor = id === "" ? "is there and stands for nobody of Entra ID" : `stands for ${id}`;
  return new NotDone(
    `${what} ${JSON.stringify(name)} ${standsFor}, and not for ${meant}`,
    `Give the principal another ${what} name. If the ${what} is left over from an identity that is gone, drop it, then apply again`,
  );
}
