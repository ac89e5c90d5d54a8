import { type Row } from "../connection";
import { NotDone } from "../failures";
import { textIn } from "./engine";

/**
 * A role or user that somebody else has.
 *
 * @param what "role"
 * @param other a row with the object_id of whoever it stands for, if that is somebody of Entra ID
 * @param meant id of whom it was to stand for
 */
export function nameIsTaken(what: string, name: string, other: Row, meant = "a principal of Entra ID"): NotDone {
  const id = textIn(other, "object_id");
  const standsFor = id === "" ? "is there and stands for nobody of Entra ID" : `stands for ${id}`;
  return new NotDone(
    `${what} ${JSON.stringify(name)} ${standsFor}, and not for ${meant}`,
    `Give the principal another ${what} name. If the ${what} is left over from an identity that is gone, drop it, then apply again`,
  );
}
