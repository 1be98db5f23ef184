/* The desk: palette, keys, and how htmx behaves with focus, errors and questions. */
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);

  /* palette: our pages filtered here, companies and people found by the server */
  const dialog = $("#palette"), q = $("#palette-q"), found = $("#palette-server"), none = $("#palette-none");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const options = () => [...dialog.querySelectorAll("[role=option]")];
  const shown = () => options().filter((option) => !option.hidden);
  const pick = (option) => {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    q.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  };
  const sift = () => {
    if (!q.value) found.replaceChildren();
    const wanted = fold(q.value);
    options().forEach((option) => { if (!found.contains(option)) option.hidden = !fold(option.textContent).includes(wanted); });
    none.hidden = shown().length > 0;
    pick(shown()[0]);
  };
  const go = (option) => { const url = option?.dataset.href ?? option?.href; if (url) location.assign(url); };
  const show = () => { q.value = ""; found.replaceChildren(); sift(); dialog.showModal(); q.focus(); };
  if (dialog) {
    document.addEventListener("click", (event) => { if (event.target.closest("[data-open=palette]")) { q.value = ""; found.replaceChildren(); sift(); q.focus(); } });
    q.addEventListener("input", sift);
    q.addEventListener("keydown", (event) => {
      const list = shown(), at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); pick(list[(at + (event.key === "ArrowDown" ? 1 : list.length - 1)) % list.length]); }
      if (event.key === "Enter") { event.preventDefault(); go(list[at]); }
    });
    dialog.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option && !option.href) go(option); });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target !== found) return;
      found.querySelectorAll("a[href]").forEach((link, i) => { link.setAttribute("role", "option"); link.id = `s${i}`; link.tabIndex = -1; });
      none.hidden = shown().length > 0;
      if (!shown().some((option) => option.getAttribute("aria-selected") === "true")) pick(shown()[0]);
    });
  }

  /* keys: one letter each, off in fields, off altogether when asked (WCAG 2.1.4) */
  const cookie = () => !/(?:^|;\s*)keys=off/.test(document.cookie);
  const box = $("#keys-on");
  if (box) {
    box.checked = cookie();
    box.addEventListener("change", () => { document.cookie = `keys=${box.checked ? "on" : "off"}; path=/; max-age=31536000; SameSite=Lax`; });
  }
  const visible = (element) => element.offsetParent !== null && !element.disabled;
  const keyed = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(visible);
  const step = (by) => {
    const rows = [...document.querySelectorAll(".list.rows > li > a, tr[data-row] a.rowlink")].filter(visible);
    if (!rows.length) return;
    const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute("aria-current") === "true");
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    next.focus();
    if (next.matches(".list.rows a") && next !== rows[at]) next.click();
  };
  const letters = () => {
    const list = $("#keys-list");
    list.querySelectorAll("[data-found]").forEach((row) => row.remove());
    for (const element of document.querySelectorAll("[data-key]")) {
      if (!visible(element)) continue;
      const row = document.createElement("div"), key = document.createElement("dt"), what = document.createElement("dd");
      row.dataset.found = "";
      key.textContent = element.dataset.key.toUpperCase();
      what.textContent = (element.getAttribute("aria-label") ?? [...element.childNodes].filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join("")).trim();
      row.append(key, what);
      list.append(row);
    }
  };
  document.addEventListener("click", (event) => { if (event.target.closest("[data-open=keys]")) letters(); }, true);
  const ACTS = {
    j: () => step(1),
    k: () => step(-1),
    z: () => [...document.querySelectorAll("[data-undo]")].at(-1)?.click(),
    "?": () => { letters(); $("#keys").showModal(); },
  };
  addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k" && dialog) { event.preventDefault(); if (dialog.open) dialog.close(); else show(); return; }
    if (event.metaKey || event.ctrlKey || event.altKey || event.key.length !== 1) return;
    if (event.target.closest("input, select, textarea, [contenteditable], dialog") || $("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key !== "?" && !cookie()) return;
    const target = keyed(key);
    if (target) { event.preventDefault(); target.click(); } else if (ACTS[key]) { event.preventDefault(); ACTS[key](); }
  });

  /* htmx */
  const body = document.body;
  body.addEventListener("htmx:confirm", async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    if (await UI.ask(event.detail.question)) event.detail.issueRequest(true);
  });
  body.addEventListener("htmx:beforeRequest", (event) => {
    const element = event.detail.elt, b = element.matches("form") ? event.detail.requestConfig.triggeringEvent?.submitter : element.matches("button") ? element : null;
    if (b?.getAttribute("aria-busy") === "true") event.preventDefault(); else b?.setAttribute("aria-busy", "true");
    if (b) event.detail.xhr.addEventListener("loadend", () => b.removeAttribute("aria-busy"));
  });
  body.addEventListener("htmx:beforeSwap", (event) => {
    const xhr = event.detail.xhr;
    if (xhr.responseURL && new URL(xhr.responseURL).pathname.startsWith("/accounts/login/")) { event.detail.shouldSwap = false; location.reload(); } // signed out meanwhile
  });
  body.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target?.isConnected ? event.detail.target : event.target; // outerHTML leaves the old one behind
    if (!target?.isConnected || target === body || target === found) return;
    UI.watch(target);
    const wanted = UI.wrong(target) ?? $("[data-focus], [autofocus]", target);
    if (wanted) { wanted.focus(); return; }
    if (document.activeElement && document.activeElement !== body) return;
    const here = $(".list.rows a[aria-current=true]", target) ?? target;
    if (!here.matches("a, button, [tabindex]")) here.tabIndex = -1;
    here.focus({ preventScroll: true }); // the element that had the focus is gone
  });
  body.addEventListener("htmx:responseError", (event) => { if (!event.detail.xhr.getResponseHeader("HX-Trigger")) UI.toast(UI.T.tFailed, { tone: "bad" }); });
  const menu = $(".side nav"), here = $("[aria-current]", menu ?? body);
  if (menu && here) menu.scrollTop += Math.max(0, here.getBoundingClientRect().bottom + 60 - menu.getBoundingClientRect().bottom);
  const tab = $(".tabs [aria-current]"), row = tab?.parentElement; // on a phone the row of tabs scrolls
  if (tab) row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
  body.addEventListener("htmx:sendError", () => UI.toast(UI.T.tOffline, { tone: "bad" }));
})();
