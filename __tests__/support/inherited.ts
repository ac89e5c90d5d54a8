const { PATH, NODE_OPTIONS, GOGC, GOMEMLIMIT } = process.env;

/** What programs that the tests start with an environment of their own take from this one; see jest.config.js. */
export const INHERITED: NodeJS.ProcessEnv = { PATH, NODE_OPTIONS, GOGC, GOMEMLIMIT };
