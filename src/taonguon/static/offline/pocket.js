// What was taken along and what was recorded, read and written under the opened key.
import { all, get, put, remove } from "./store.js";
import { seal, unseal } from "./vault.js";

const SENT_KEPT = 20;

export const name = (thing) => `${thing.kind}:${thing.about}`;

// Read everything: the package (null when its time is over), the outbox in order, what was sent.
export const read = async (key) => {
  const [packed, sent] = [await get("package", "package"), await get("package", "sent")];
  const rows = (await all("outbox")).sort((one, other) => one.made_at - other.made_at);
  const outbox = await Promise.all(rows.map(async (row) => ({ ...(await unseal(key, row)), key: row.key, made_at: row.made_at })));
  return { key, packed: packed ? await unseal(key, packed) : null, outbox, sent: sent ? await unseal(key, sent) : [] };
};

export const keepRecord = async (pocket, record) => {
  const { key, made_at, ...told } = record;
  await put("outbox", key, { key, made_at, ...(await seal(pocket.key, told)) });
  const at = pocket.outbox.findIndex((one) => one.key === key);
  if (at < 0) pocket.outbox.push(record);
  else pocket.outbox[at] = record;
  await dropDraft(record.thing);
};

export const dropRecord = async (pocket, record) => {
  await remove("outbox", record.key);
  pocket.outbox = pocket.outbox.filter((one) => one.key !== record.key);
};

export const keepDraft = async (pocket, thing, data) =>
  put("drafts", name(thing), await seal(pocket.key, data));

export const draft = async (pocket, thing) => {
  const row = await get("drafts", name(thing));
  return row ? unseal(pocket.key, row) : null;
};

export const dropDraft = (thing) => remove("drafts", name(thing));

// Put a thing as the server has it by now in the place of the one taken along.
const renew = async (pocket, fresh) => {
  if (!pocket.packed) return; // its time was over: nothing is taken along again by itself
  const at = pocket.packed.things.findIndex((one) => name(one) === name(fresh));
  if (at < 0) return;
  pocket.packed.things[at] = fresh;
  await put("package", "package", await seal(pocket.key, pocket.packed));
};

const keepSent = async (pocket, record, answer) => {
  const { title, unit } = record.thing;
  pocket.sent.unshift({ title, unit, state: answer.state, url: answer.url, at: Date.now() });
  pocket.sent.length = Math.min(pocket.sent.length, SENT_KEPT);
  if (pocket.packed) await put("package", "sent", await seal(pocket.key, pocket.sent));
};

// Before a record leaves: from now on the server may have it, so it may not be changed under its key.
export const leaving = async (pocket, records) => {
  for (const record of records) await keepRecord(pocket, { ...record, tried: true });
};

// Take in what the server said of each record.
export const hear = async (pocket, told) => {
  for (const answer of told) {
    const record = pocket.outbox.find((one) => one.key === answer.key);
    if (!record) continue;
    if (answer.state === "changed") {
      const { thing, now } = answer;
      await keepRecord(pocket, { ...record, tried: false, choice: undefined, words: [], fresh: { thing, now } });
    } else if (answer.state === "refused") {
      await keepRecord(pocket, { ...record, tried: false, choice: undefined, words: answer.words });
    } else {
      if (answer.thing && !answer.thing.again) await renew(pocket, answer.thing);
      await keepSent(pocket, record, answer);
      await dropRecord(pocket, record);
    }
  }
};
