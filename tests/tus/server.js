// npm's @tus/server on the loopback: node server.js MODULES FOLDER [PORT [LIFE]], says its port.
// A file is named by the address in its metadata, as our gateway does; LIFE milliseconds until an
// upload expires.
const [modules, directory, port = "0", life = "0"] = process.argv.slice(2);
const load = require("node:module").createRequire(`${modules}/package.json`);
const { Server } = load("@tus/server");
const { FileStore } = load("@tus/file-store");

const server = new Server({
  path: "/v1/files",
  relativeLocation: true,
  maxSize: 64 << 20,
  datastore: new FileStore({ directory, expirationPeriodInMilliseconds: Number(life) }),
  namingFunction: (_request, metadata) => metadata.sha256,
});
const listening = server.listen({ host: "127.0.0.1", port: Number(port) }, () =>
  console.log(listening.address().port),
);
