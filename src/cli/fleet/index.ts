/** Commands over files of instances; loaded when one of them runs. */
export { checkFleet } from "./check";
export { latestOfFleet } from "./latest";
export { listFleet } from "./list";
export { refuseBesideFile } from "./open";
export { reportFleet } from "./report";
