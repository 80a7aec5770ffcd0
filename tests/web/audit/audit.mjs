// Runs graphql-http's server audit against the address given as the first argument (second: a bearer token, optional)
// and prints one JSON line per result: {id, name, status, reason}.
import { serverAudits } from "graphql-http";

const [url, token] = process.argv.slice(2);
const fetchFn = (address, options = {}) =>
  fetch(address, {
    ...options,
    headers: { ...options.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });

for (const audit of serverAudits({ url, fetchFn })) {
  const result = await audit.fn();
  const { id, name, status, reason = "" } = { ...audit, ...result };
  process.stdout.write(`${JSON.stringify({ id, name, status, reason })}\n`);
}
