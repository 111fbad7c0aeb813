/** The domains of the vendors' APIs. */
const VENDORS = /^(?:[\w-]+\.)+(?:tencentcloudapi\.com|aliyuncs\.com|jdcloud-api\.com)$/;

/** Whether a host name is a vendor's own. @param hostname in lower case, without a port */
export function isVendorHost(hostname: string): boolean {
  return VENDORS.test(hostname);
}
