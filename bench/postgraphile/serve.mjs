// PostGraphile 5 over the same tables: `node serve.mjs CONNECTION PORT`. No rights, no consent, no simplifying of names.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";

const [connectionString, port] = process.argv.slice(2);
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString, schemas: ["public"], poolConfig: { max: 16 } })],
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
};
const served = postgraphile(preset).createServ(grafserv);
const server = createServer();
await served.addTo(server);
server.listen(Number(port), "127.0.0.1");
