/** The library: constructs for CDKTF, and the client that they are built on. */
export * from "./client";
export * from "./constructs";
