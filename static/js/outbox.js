/* The offline outbox: a classic script, so that pages (defer) and the service worker (importScripts) share one copy.
   An item is {client_id, user, url, title, sealed, queued_at}; what was written is sealed with a key that never leaves this phone. */
(() => {
  const WEEK = 7 * 864e5;
  const open = () => new Promise((ok, no) => {
    const request = indexedDB.open("tandem", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "client_id" });
      request.result.createObjectStore("drafts", { keyPath: "key" });
      request.result.createObjectStore("meta", { keyPath: "key" });
    };
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });
  const run = async (store, mode, work) => {
    const db = await open();
    try {
      return await new Promise((ok, no) => {
        const tx = db.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
        const request = work(tx.objectStore(store));
        tx.oncomplete = () => ok(request?.result);
        tx.onabort = tx.onerror = () => no(tx.error);
      });
    } finally { db.close(); }
  };
  const put = (store, value) => run(store, "readwrite", (s) => s.put(value));
  const get = (store, key) => run(store, "readonly", (s) => s.get(key));
  const del = (store, key) => run(store, "readwrite", (s) => s.delete(key));
  const all = (store) => run(store, "readonly", (s) => s.getAll());

  /* Sealing: AES-GCM, the key cannot be read out and is wiped at sign-out. Without WebCrypto (plain http) nothing is sealed. */
  const key = async () => {
    const kept = await get("meta", "seal");
    if (kept) return kept.value;
    const value = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await put("meta", { key: "seal", value });
    return value;
  };
  const seal = async (fields) => {
    const text = JSON.stringify(fields);
    if (!globalThis.crypto?.subtle) return { text };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), new TextEncoder().encode(text)) };
  };
  const unseal = async (sealed) => {
    if (sealed.text) return JSON.parse(sealed.text);
    const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await key(), sealed.data);
    return JSON.parse(new TextDecoder().decode(data));
  };

  const timeout = (ms) => (AbortSignal.timeout ? { signal: AbortSignal.timeout(ms) } : {});
  const session = async () => {
    const answer = await fetch("/api/v1/session/", { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" }, ...timeout(8000) });
    if (answer.status === 401 || answer.status === 403) return null;
    if (!answer.ok) throw new Error("session");
    return answer.json();
  };
  const send = async (item, csrf) => {
    const fields = await unseal(item.sealed);
    return fetch(item.url, {
      method: "POST", credentials: "same-origin", redirect: "manual",
      body: item.json ? JSON.stringify(fields) : new URLSearchParams(fields),
      headers: { "X-CSRFToken": csrf, "Idempotency-Key": item.client_id, Accept: "application/json", ...(item.json ? { "Content-Type": "application/json" } : {}) },
      ...timeout(20000),
    });
  };

  /* What an answer means: sent | gone | later | auth | refused (decided in the contract of the API). */
  const meaning = async (answer) => {
    const body = answer.type === "opaqueredirect" ? {} : await answer.json().catch(() => ({}));
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return ["auth", body];
    if (answer.ok) return ["sent", body];
    if (answer.status === 410) return ["gone", body];
    if (answer.status === 429 || answer.status >= 500 || (answer.status === 409 && body.code === "in_flight")) return ["later", body];
    return ["refused", body];
  };

  /* → {state: ok | later | auth | refused, sent: [client_id], gone: [client_id], left, refused: {client_id: {detail, fields}}} */
  const flushLocked = async () => {
    const items = (await all("outbox")).sort((a, b) => a.queued_at - b.queued_at);
    const todo = items.filter((item) => !item.refused);
    const result = { state: "ok", sent: [], gone: [], refused: {} };
    if (todo.length) result.state = await deliver(todo, result);
    result.left = (await all("outbox")).length;
    return result;
  };
  const deliver = async (todo, result) => {
    let state = result.state, who;
    try { who = await session(); } catch { return "later"; }
    if (!who) return "auth";
    for (const item of todo) {
      if (!isOf(who.user)(item)) continue; // another person's work waits for that person
      let verdict, body;
      try { [verdict, body] = await meaning(await send(item, who.csrf)); } catch { return "later"; }
      if (verdict === "sent" || verdict === "gone") {
        await del("outbox", item.client_id);
        (verdict === "sent" ? result.sent : result.gone).push(item.client_id);
      } else if (verdict === "refused") {
        item.refused = result.refused[item.client_id] = { detail: body.detail ?? "", fields: body.fields ?? {} };
        await put("outbox", item);
        state = "refused";
      } else return verdict;
    }
    return state;
  };
  const flush = () => (globalThis.navigator?.locks ? navigator.locks.request("outbox", flushLocked) : flushLocked());

  const enqueue = async ({ fields, ...item }) => put("outbox", { ...item, sealed: await seal(fields), queued_at: Date.now() });
  const saveDraft = async (name, fields) => put("drafts", { key: name, sealed: await seal(fields), at: Date.now() });
  const draft = async (name) => {
    const kept = await get("drafts", name);
    if (!kept || Date.now() - kept.at > WEEK) return null;
    return unseal(kept.sealed).catch(() => null);
  };
  /* nothing stays on a phone longer than a week → how many debriefs went unsent */
  const prune = async () => {
    let gone = 0;
    for (const kept of await all("drafts")) if (Date.now() - kept.at > WEEK) await del("drafts", kept.key);
    for (const item of await all("outbox")) if (Date.now() - item.queued_at > WEEK) { await del("outbox", item.client_id); gone += 1; }
    return gone;
  };
  const isOf = (user) => (item) => String(item.user) === String(user);
  const own = async (user) => (await all("outbox")).filter(isOf(user));
  /* what waits for this page, the last one told first */
  const waiting = async (user, page) => (await own(user)).filter((item) => item.page === page).sort((a, b) => b.queued_at - a.queued_at);
  const later = async () => { try { await (await navigator.serviceWorker?.ready)?.sync?.register("outbox"); } catch { /* no Background Sync: the page's own triggers do it */ } };
  /* Sign-out: nothing of this person is left, and no page; what another one has not sent yet stays sealed, and nothing else does. */
  const wipe = async (user) => {
    for (const item of await own(user)) await del("outbox", item.client_id);
    for (const kept of await all("drafts")) if (kept.key.startsWith(`${user}:`)) await del("drafts", kept.key);
    const left = (await all("outbox")).length + (await all("drafts")).length;
    await (left ? del("meta", "user") : run("meta", "readwrite", (s) => s.clear()));
    if (globalThis.caches) await caches.delete("pages");
  };
  /* Another person on this phone: her pages only; the first one's unsent work waits for its owner. */
  const claim = async (user) => {
    const last = await get("meta", "user");
    if (user && last?.value !== user) { if (last && globalThis.caches) await caches.delete("pages"); await put("meta", { key: "user", value: user }); }
  };
  globalThis.Outbox = { session, waiting, own, put, get, del, all, seal, unseal, enqueue, flush, later, saveDraft, draft, prune, wipe, claim };
})();
