import type { Cloud } from "../../src/clouds/cloud";
import { listings } from "../../src/vendors";

const clouds = [...new Set(listings.map(({ cloud }) => cloud))];
const call = {
  service: "redis",
  version: "2018-04-12",
  action: "DescribeInstanceBackups",
  region: "ap-guangzhou",
  parameters: { InstanceId: "crs-5a4py64p", Status: [1, 2] },
};

function signed(cloud: Cloud, method?: "GET" | "POST") {
  const attempt = { date: new Date("2026-11-20T21:00:00Z"), nonce: "nonce" };
  const credentials = { accessKey: "key", secretKey: "secret" };
  return cloud.sign({ ...call, method }, new URL("https://redis.example.com"), credentials, attempt);
}

describe.each(clouds.map((cloud) => [cloud.title, cloud] as const))("a request to %s", (_title, cloud) => {
  it("is sent by the operation's method, or else the cloud's", () => {
    expect(["GET", "POST", undefined].map((method) => signed(cloud, method as "GET").method)).toEqual([
      "GET",
      "POST",
      cloud.method,
    ]);
  });

  it.each(["GET", "POST"] as const)("contains all parameters by %s, and no body by GET", (method) => {
    const { url, body } = signed(cloud, method);
    expect(`${url} ${body}`).toMatch(/InstanceId.*crs-5a4py64p/);
    expect(`${decodeURIComponent(url)} ${body}`).toMatch(/Status.*1.*2/);
    if (method === "GET") expect(body).toBeUndefined();
  });
});
