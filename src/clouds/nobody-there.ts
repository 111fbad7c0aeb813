/** Servers of keys that are not there. */

/** Nobody is there to be asked: no connection came about within its second. */
export class NoConnection extends Error {}

/** This machine is no instance of the cloud, or has no role, and nobody asked for one. */
export class NoInstanceRole extends Error {}
