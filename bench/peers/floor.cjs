// What no lookup can be faster than: Node.js and one request, with the packages that are named loaded first.
for (const name of process.argv.slice(2)) require(name);
require("node:http").get(`${process.env.BACKUPS_ENDPOINT_URL}/?InstanceId=r-235`, (response) =>
  response.resume(),
);
