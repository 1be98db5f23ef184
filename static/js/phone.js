/* The rep's phone: the service worker, the pill that says what waits, and when to try sending again. */
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const T = document.body.dataset, pill = $("#sync"), words = $("#sync-t");
  const waiting = () => Outbox.own(T.user).catch(() => []);

  const show = async (result) => {
    if (!pill) return;
    const items = await waiting(), refused = items.some((item) => item.refused);
    const off = !navigator.onLine || result?.state === "later";
    pill.dataset.state = refused || result?.state === "auth" ? "err" : items.length || off ? "off" : "ok";
    words.textContent = items.length ? `${items.length} ${T.tWaiting}` : off ? T.tOffline : T.tSynced;
    mark(items);
  };
  /* the lines of My day whose visit still waits on this phone */
  const place = (link) => { const url = new URL(link.href); return url.pathname + url.search; };
  const mark = (items) => document.querySelectorAll(".visits li > a").forEach((link) => {
    const here = items.some((item) => item.url === place(link));
    let badge = $("[data-waits]", link);
    if (here && !badge) {
      badge = document.createElement("span");
      badge.className = "state warm";
      badge.dataset.waits = "";
      badge.textContent = T.tWaiting;
      link.append(badge);
    } else if (!here) badge?.remove();
  });
  const tell = (result) => {
    if (result.sent.length) UI.toast(T.tSent);
    if (result.gone.length) UI.toast(T.tGone, { tone: "bad" });
    if (result.state === "auth") UI.toast(T.tSignin, { tone: "bad" });
    if (result.state === "refused" && Object.keys(result.refused).length) UI.toast(T.tFix, { tone: "bad" });
  };
  tell.calm = (result) => { if (result.state === "later" || result.state === "auth") return; tell(result); }; // every 30 s, only good news
  UI.flush = async ({ quiet = false } = {}) => {
    const result = await Outbox.flush().catch(() => ({ state: "later", sent: [], left: 0, refused: {}, gone: [] }));
    if (result.left && result.state === "later") Outbox.later();
    await show(result);
    if (!quiet) tell(result);
    return result;
  };

  /* what was written in an item that was refused: it can be read, and copied, whatever became of its page */
  const WORDS = /(?:^|-)(?:note|value|name|role|phone|email|amount|said_by|text|answer|reason)$/;
  const written = async (item, title) => {
    const fields = await Outbox.unseal(item.sealed).catch(() => []);
    const texts = (Array.isArray(fields) ? fields : Object.entries(fields)).filter(([name, value]) => WORDS.test(name) && value).map(([, value]) => value);
    const box = document.createElement("details"), summary = document.createElement("summary"), p = document.createElement("p");
    box.className = "how";
    summary.textContent = title;
    p.className = "pre small";
    p.textContent = [...new Set(texts)].join("\n");
    box.append(summary, p);
    box.hidden = !texts.length;
    return box;
  };

  /* the list of what waits */
  const list = async () => {
    const dialog = $("#outbox"), box = $("[data-items]", dialog), items = await waiting();
    const everything = await Outbox.all("outbox").catch(() => []);
    $("[data-none]", dialog).hidden = items.length > 0;
    $("[data-others]", dialog).hidden = everything.length === items.length;
    $("[data-install]", dialog).hidden = matchMedia("(display-mode: standalone)").matches;
    const discard = $("[data-discard]", dialog);
    discard.hidden = !items.some((item) => item.refused);
    box.replaceChildren(...await Promise.all(items.map(async (item) => {
      const [li, link, words, name, why] = ["li", "a", "span", "span", "span"].map((tag) => document.createElement(tag));
      link.href = item.page ?? item.url;
      words.className = "grow";
      name.className = "strong block";
      name.textContent = item.title;
      why.className = item.refused ? "state bad" : "state";
      why.textContent = item.refused ? Object.values(item.refused.fields ?? {}).flat()[0] || item.refused.detail || T.tFix : T.tWaiting;
      words.append(name, why);
      link.append(words);
      li.append(link);
      if (item.refused) li.append(await written(item, dialog.dataset.tWrote));
      return li;
    })));
    discard.onclick = async () => {
      if (!(await UI.ask(discard.textContent))) return;
      for (const item of await waiting()) if (item.refused) await Outbox.del("outbox", item.client_id);
      dialog.close();
      show();
    };
    dialog.showModal();
  };
  pill?.addEventListener("click", list);

  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register("/sw.js").catch(() => {});
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data?.type === "flushed") { show(event.data.result); tell(event.data.result); }
    });
    const visits = [...document.querySelectorAll('.visits a[href^="/visits/"]')].map(place);
    if (visits.length) navigator.serviceWorker.ready.then((worker) => setTimeout(() => worker.active?.postMessage({ type: "warm", urls: ["/today/", ...visits] }), 2000));
  }
  const wake = () => { if (document.visibilityState === "visible") UI.flush(); };
  addEventListener("online", wake);
  addEventListener("offline", () => show());
  document.addEventListener("visibilitychange", wake);
  setInterval(async () => { if (document.visibilityState === "visible" && (await waiting()).some((item) => !item.refused)) tell.calm(await UI.flush({ quiet: true })); }, 30000);
  Outbox.claim(T.user).then(() => Outbox.prune()).then((gone) => { if (gone) UI.toast(T.tOld, { tone: "bad" }); }).catch(() => {});
  navigator.storage?.persist?.();
  wake();
})();
