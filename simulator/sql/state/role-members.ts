/** That a principal is in a role. */
export interface Membership {
  readonly role: number;
  readonly member: number;
}

/**
 * Who is in which server role, as a user database knows it: master has the list, a database a copy that is renewed now and
 * then.
 *
 * https://learn.microsoft.com/azure/azure-sql/database/security-server-roles#limitations
 */
export class RoleMembersCopy {
  /** What the list was before it changed, until the copy is renewed. */
  private former: readonly Membership[] | undefined;
  private usesLeft = 0;

  /** The list has changed, and the copy is renewed after this many uses of the database, all of which have the former one. */
  public outdate(former: readonly Membership[], uses: number): void {
    if (this.former === undefined && uses > 0) {
      this.former = former;
      this.usesLeft = uses;
    }
  }

  /** Somebody signs in to the database, or runs a batch in it. */
  public use(): void {
    if (this.usesLeft === 0) {
      this.renew();
    }
    this.usesLeft--;
  }

  public renew(): void {
    this.former = undefined;
  }

  public read(current: readonly Membership[]): readonly Membership[] {
    return this.former ?? current;
  }
}
