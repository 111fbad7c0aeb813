import type { Cloud } from "./cloud";

const LABELS = /^(?:[\w-]+\.)+$/;

/** Whether a host name belongs to a vendor. @param hostname in lower case, without a port */
export function isHostOf({ domains }: Pick<Cloud, "domains">, hostname: string): boolean {
  return domains.some(
    (domain) => hostname.endsWith(domain) && LABELS.test(hostname.slice(0, -domain.length)),
  );
}
