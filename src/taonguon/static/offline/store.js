// What lies on this phone: one database, read and written by name. What is personal is sealed before
// it comes here (vault.js); in plain are only days, counts and keys.
const NAME = "taonguon-offline";
const STORES = ["vault", "package", "outbox", "drafts", "notes"];
const DAY = 86_400_000;

let opened = null;

const open = () => {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name));
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      asked.result.onversionchange = close; // another page wipes everything
      done(asked.result);
    };
  });
  return opened;
};

const close = async () => {
  const there = await opened;
  opened = null;
  there?.close();
};

const ask = async (name, mode, what) => {
  const transaction = (await open()).transaction(name, mode);
  return new Promise((done, failed) => {
    const asked = what(transaction.objectStore(name));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
};

export const get = (name, key) => ask(name, "readonly", (rows) => rows.get(key));
export const all = (name) => ask(name, "readonly", (rows) => rows.getAll());
export const put = (name, key, row) => ask(name, "readwrite", (rows) => rows.put(row, key));
export const remove = (name, key) => ask(name, "readwrite", (rows) => rows.delete(key));
export const clear = (name) => ask(name, "readwrite", (rows) => rows.clear());

// Whether anything was ever taken along; asks without making an empty database.
export const exists = async () => {
  if (opened) return true;
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some((one) => one.name === NAME);
};

export const unsent = async () => ((await exists()) ? (await all("outbox")).length : 0);

// Wipe everything: the database with its keys, what the worker keeps, the worker itself.
export const wipe = async () => {
  await close();
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
  for (const name of await caches.keys()) if (name.startsWith("offline-")) await caches.delete(name);
  const worker = await navigator.serviceWorker?.getRegistration("/");
  await worker?.unregister();
};

// Wipe what was taken along; what is not yet sent stays, sealed.
export const forget = async () => {
  for (const name of ["package", "drafts"]) await clear(name);
  if (!(await all("outbox")).length && !(await get("notes", "lost"))) await wipe();
};

// Hold to the stated times, whatever opens first. Returns how many records were too old to be kept.
export const expire = async (now) => {
  if (!(await exists())) return;
  const vault = await get("vault", "vault");
  if (!vault) return;
  const old = (await all("outbox")).filter((one) => now - one.made_at > vault.unsent_days * DAY);
  if (old.length) {
    const lost = (await get("notes", "lost"))?.count ?? 0;
    await put("notes", "lost", { count: lost + old.length });
    for (const one of old) await remove("outbox", one.key);
  }
  if (now > vault.expires_at) await forget();
};
