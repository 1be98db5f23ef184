/* The service worker. The view puts VERSION, SHELL (hashed assets) and OFFLINE before this text.
   Assets from the cache; My day, its visits, their cards and the stand from the network within 3.5 s, else as last seen; no other page is kept. */
importScripts(SHELL.find((url) => url.includes("outbox")));
const ASSETS = `assets-${VERSION}`;
const PAGES = "pages";
const DAY = 864e5;
const LOOSE = { ignoreVary: true }; // the language and the cookie are those of this phone
const kept = (path) => path === "/today/" || path === "/stand/" || /^\/visits\/(\d+|new|card)\/$/.test(path);

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(ASSETS);
  await cache.addAll([...SHELL, OFFLINE]);
  await self.skipWaiting();
})()));
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== ASSETS && name !== PAGES) await caches.delete(name);
  await self.clients.claim();
})()));

const age = (answer) => Date.now() - Date.parse(answer.headers.get("date") ?? 0);
async function keep(request, answer) {
  const cache = await caches.open(PAGES);
  await cache.put(request, answer);
  for (const old of await cache.keys()) {
    const page = await cache.match(old, LOOSE);
    if (page && age(page) > 2 * DAY) await cache.delete(old);
  }
}
/* From the network; after 3.5 s as last seen, if it was; a page never seen waits for the network as long as it takes. */
async function page(event) {
  const url = new URL(event.request.url);
  const answer = fetch(event.request).then((fresh) => {
    if (fresh.ok && !fresh.redirected) event.waitUntil(keep(event.request, fresh.clone()));
    return fresh;
  });
  const first = await Promise.race([answer.catch(() => null), new Promise((late) => setTimeout(late, 3500))]);
  if (first) return first;
  const cache = await caches.open(PAGES);
  const seen = (await cache.match(event.request, LOOSE)) ?? (url.pathname === "/today/" ? await cache.match("/today/", { ...LOOSE, ignoreSearch: true }) : null);
  return seen ?? answer.catch(away);
}
const away = async () => (await caches.match(OFFLINE, LOOSE)) ?? Response.error();
const other = (event) => fetch(event.request).catch(away);

/* started from the Home Screen without a network: My day, when it is known */
const home = (event) => fetch(event.request, { redirect: "manual" }).catch(async () => ((await caches.match("/today/", { ...LOOSE, ignoreSearch: true })) ? Response.redirect("/today/") : away()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (SHELL.includes(url.pathname)) event.respondWith(caches.match(event.request, { ...LOOSE, ignoreSearch: true }).then((hit) => hit ?? fetch(event.request)));
  else if (event.request.mode === "navigate") event.respondWith(kept(url.pathname) ? page(event) : url.pathname === "/" ? home(event) : other(event));
});

/* My day asks to have its visits at hand before the network goes. */
async function warm(urls) {
  const cache = await caches.open(PAGES);
  for (const url of urls.slice(0, 30)) {
    const hit = await cache.match(url, LOOSE);
    if (!kept(new URL(url, location.origin).pathname) || (hit && age(hit) < DAY / 24)) continue;
    const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(url, answer);
  }
}
self.addEventListener("message", (event) => { if (event.data?.type === "warm") event.waitUntil(warm(event.data.urls ?? [])); });

self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  event.waitUntil((async () => {
    const result = await self.Outbox.flush();
    for (const client of await self.clients.matchAll()) client.postMessage({ type: "flushed", result });
    if (result.state === "later" && result.left) throw new Error("later"); // the browser tries again, with back-off
  })());
});
