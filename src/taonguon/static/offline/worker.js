// The service worker: keeps the page that opens without signal, and nothing of anybody.
// Before this the server puts `const KEPT = {name, shell, files}`.
const PATIENCE = 4000; // a signal that answers later than this is none

self.addEventListener("install", (event) => {
  const fill = async () => {
    const kept = await caches.open(KEPT.name);
    await kept.addAll([KEPT.shell, ...KEPT.files].map((path) => new Request(path, { cache: "reload" })));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("offline-") && name !== KEPT.name);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

const fromCache = async (path) => (await caches.open(KEPT.name)).match(path);

// A page of a newer version asks for files that are not kept here: it waits for its own worker.
const whole = (text) =>
  [...text.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].every(([, path]) => KEPT.files.includes(path));

const keep = async (answer) => {
  if (answer.ok && whole(await answer.clone().text())) {
    await (await caches.open(KEPT.name)).put(KEPT.shell, answer);
  }
};

const shell = async (request) => {
  const fresh = fetch(request).then(async (answer) => {
    await keep(answer.clone());
    return answer;
  });
  const late = new Promise((done) => setTimeout(done, PATIENCE));
  try {
    return (await Promise.race([fresh, late])) ?? (await fromCache(KEPT.shell)) ?? (await fresh);
  } catch {
    return (await fromCache(KEPT.shell)) ?? Response.error();
  }
};

const page = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await fromCache(KEPT.shell)) ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === KEPT.shell) event.respondWith(shell(request));
  else if (request.mode === "navigate") event.respondWith(page(request));
  else if (KEPT.files.includes(pathname)) {
    event.respondWith(fromCache(pathname).then((kept) => kept ?? fetch(request)));
  }
});
