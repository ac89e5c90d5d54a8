"use strict";
/** Loaded into a process before all else, lets the DNS know no name. */
const dns = require("node:dns");

dns.lookup = (name, _options, answer) => {
  answer(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND", syscall: "getaddrinfo" }));
};
