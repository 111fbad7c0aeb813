/** Nobody is there to be asked: no connection came about within its second. */
export class NoConnection extends Error {}
