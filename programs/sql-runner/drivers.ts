/* eslint-disable @typescript-eslint/no-require-imports -- A run loads only the driver that it needs. */

/** The database drivers, for azmi: its bundle takes them from the one of the runner. */
export const drivers = {
  get mysql2(): unknown {
    return require("mysql2") as unknown;
  },
  get pg(): unknown {
    return require("pg") as unknown;
  },
  get tedious(): unknown {
    return require("tedious") as unknown;
  },
};
