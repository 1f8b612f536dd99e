// A base and questions in, answers out: with the engine that browsers use.
const fs = require("fs");
const path = require("path");
const duckdb = require("@duckdb/duckdb-wasm/blocking");

async function main(base, questions) {
  const dist = path.dirname(require.resolve("@duckdb/duckdb-wasm/blocking"));
  const bundles = {
    mvp: { mainModule: path.join(dist, "duckdb-mvp.wasm"), mainWorker: "" },
    eh: { mainModule: path.join(dist, "duckdb-eh.wasm"), mainWorker: "" },
  };
  const engine = await duckdb.createDuckDB(
    bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await engine.instantiate(() => {});
  engine.registerFileBuffer("base.duckdb", new Uint8Array(fs.readFileSync(base)));
  engine.open({ path: "base.duckdb", accessMode: 1 });
  const connection = engine.connect();
  const answers = { version: engine.getVersion() };
  for (const [name, sql] of Object.entries(JSON.parse(fs.readFileSync(questions)))) {
    try {
      const table = connection.query(sql);
      const names = table.schema.fields.map((field) => field.name);
      answers[name] = table.toArray().map((row) => names.map((one) => row[one]));
    } catch (error) {
      answers[name] = String(error);
    }
  }
  process.stdout.write(JSON.stringify(answers));
}

main(...process.argv.slice(2));
