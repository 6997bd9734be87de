// Requests to the server: an answer, or a Refused (it said no), or a GoneAway (nobody answered).

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? `The server answered ${status}.`);
    this.status = status;
    this.answer = answer;
  }
}

export class GoneAway extends Error {}

const PATIENCE = 20000; // ms; drafting alternatives may load a model first and waits longer
const LONG_PATIENCE = 180000;

export async function request(address, body, { patience = PATIENCE } = {}) {
  const options = { signal: AbortSignal.timeout(patience), credentials: "same-origin", cache: "no-store" };
  if (body !== undefined) {
    Object.assign(options, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  }
  let response, answer;
  try {
    response = await fetch(address, options);
    answer = await response.json();
  } catch (error) {
    throw new GoneAway("The server does not answer.", { cause: error });
  }
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** The routes of one article in one locale. `wrote(before, stamp)` hears of each write what the file was and what it is. */
export function articleApi(root, { wrote }) {
  const unit = (id, what = "") => `${root}/units/${encodeURIComponent(id)}${what}`;
  async function write(address, body) {
    const { before, stamp, ...answer } = await request(address, body);
    wrote(before, stamp);
    return answer;
  }
  return {
    article: () => request(`${root}/article`),
    stamp: async () => (await request(`${root}/stamp`)).stamp,
    save: (id, edit) => write(unit(id), edit),
    join: async (id) => (await write(unit(id, "/join"), {})).units,
    split: async (id) => (await write(unit(id, "/split"), {})).units,
    comment: (id, text) => write(unit(id, "/comment"), { text }),
    ignore: (id, rule, reason) => write(unit(id, "/ignore"), { rule, reason }),
    alternatives: async (id) => (await request(unit(id, "/alternatives"), undefined, { patience: LONG_PATIENCE })).alternatives,
    approveClean: async (units) => (await write(`${root}/approve-clean`, { units })).units,
    readiness: () => request(`${root}/readiness`),
    publish: () => request(`${root}/publish`, {}, { patience: LONG_PATIENCE }),
    rename: (name) => request("/api/reviewer", { name }),
  };
}
