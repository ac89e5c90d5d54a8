"use strict";
/**
 * Takes the place of the module with which CDKTF notes where each token was created (see jest.config.js). Only CDKTF's
 * error messages show these stack traces, and mapping them to the sources takes Jest half the time of a test that
 * synthesizes.
 */
exports.captureStackTrace = () => [];
exports.captureCreationStack = () => [];
