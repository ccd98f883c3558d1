// A PC with the same events as documents: send all, change five, ask once more with nothing to tell.
const [, , modules, url, file, kind] = process.argv;
const need = (name) => require(require.resolve(name, { paths: [modules] }));
const http = require("http");
const zlib = require("zlib");
const readline = require("readline").createInterface({ input: process.stdin });
const answers = readline[Symbol.asyncIterator]();
const PouchDB = need("pouchdb-core")
  .plugin(need("pouchdb-adapter-memory"))
  .plugin(need("pouchdb-adapter-http"))
  .plugin(need("pouchdb-replication"))
  .plugin(need("pouchdb-mapreduce"))
  .plugin(need("pouchdb-find"));
const { fetch } = need("pouchdb-fetch");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requests = 0;
const options = {
  skip_setup: false,
  fetch: (where, what = {}) => {
    requests += 1;
    if (kind !== "stock") what.agent = agent;
    if (kind === "gzip" && typeof what.body === "string") {
      what.body = zlib.gzipSync(what.body);
      what.headers.set("Content-Encoding", "gzip");
    }
    return fetch(where, what);
  },
};
const say = async (told) => {
  process.stdout.write(JSON.stringify(told) + "\n");
  if ((await answers.next()).done) process.exit(1);
};
(async () => {
  const here = new PouchDB("here", { adapter: "memory" });
  const there = new PouchDB(url, options);
  await there.info();
  const documents = JSON.parse(require("fs").readFileSync(file, "utf8"));
  await here.bulkDocs(documents);
  const send = async (name) => {
    requests = 0;
    const done = await here.replicate.to(there);
    await say({ done: name, round: requests, written: done.docs_written });
  };
  await say({ events: documents.length });
  await send("whole");
  const more = documents.slice(0, 5).map((one, n) => ({ ...one, _id: "more" + n }));
  await here.bulkDocs(more);
  await say({ begin: "five acts" });
  await send("five acts");
  await send("idle");
  process.exit(0);
})();
