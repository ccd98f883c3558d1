// A CouchDB-compatible server in memory, until stdin ends.
const [, , modules, address, port] = process.argv;
const need = (name) => require(require.resolve(name, { paths: [modules] }));
const PouchDB = need("pouchdb-core")
  .plugin(need("pouchdb-adapter-memory"))
  .plugin(need("pouchdb-mapreduce"))
  .plugin(need("pouchdb-find"))
  .plugin(need("pouchdb-replication"));
const app = need("express")();
const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: "/dev/null" };
app.use("/", need("express-pouchdb")(PouchDB.defaults({ adapter: "memory" }), options));
app.listen(Number(port), address, () => process.stdout.write('{"ready":1}\n'));
process.stdin.on("end", () => process.exit(0)).resume();
