/** Commands over files of instances; loaded when one of them runs. */
export { checkFleet } from "./check";
export { discoverFleet } from "./discover";
export { exportFleet } from "./export";
export { latestOfFleet } from "./latest";
export { listFleet } from "./list";
export { refuseBesideFile } from "./open";
export { printPermissions } from "./permissions";
export { reportFleet } from "./report";
