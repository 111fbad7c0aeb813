/** The library: constructs for CDKTF, and the client that they are built on. */
import "./constructs/needs-framework";

export * from "./client";
export * from "./constructs";
