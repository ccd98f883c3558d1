// npm's tus-js-client: node client.js MODULES URL FILE SHA CHUNK [MORE]; MORE is JSON of options.
// Says the upload's place once it is known, then "whole", or "failed" with the status.
const fs = require("node:fs");
const [modules, endpoint, path, sha256, chunk, more = "{}"] = process.argv.slice(2);
const load = require("node:module").createRequire(`${modules}/package.json`);
const tus = load("tus-js-client");

const upload = new tus.Upload(fs.readFileSync(path), {
  endpoint,
  chunkSize: Number(chunk),
  metadata: { filename: "giay-to-1.pdf", sha256 },
  retryDelays: [0, 50, 50, 50, 50, 50, 50, 50],
  ...JSON.parse(more),
  onUploadUrlAvailable: () => console.log(`at ${upload.url}`),
  onSuccess: () => console.log("whole"),
  onError: (error) => {
    console.log(`failed ${error.originalResponse ? error.originalResponse.getStatus() : error}`);
  },
});
upload.start();
