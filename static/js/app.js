/* Every page: toasts with undo, dialogs, questions before acts, boxes that fetch themselves, the theme, no double submit. */
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const T = document.body.dataset;
  const token = () => $("[name=csrfmiddlewaretoken]")?.value ?? "";

  /* toasts */
  const undo = (url) => {
    const form = document.createElement("form");
    form.method = "post"; form.action = url;
    for (const [name, value] of [["csrfmiddlewaretoken", token()], ["next", location.pathname + location.search]]) {
      const input = document.createElement("input");
      input.type = "hidden"; input.name = name; input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
  };
  const button = (text, act) => {
    const b = document.createElement("button");
    b.type = "button"; b.textContent = text; b.addEventListener("click", act);
    return b;
  };
  const arm = (toast, url) => {
    let timer;
    const leave = () => toast.remove();
    const start = () => { timer = setTimeout(leave, 8000); };
    if (url) { const b = button(T.tUndo, () => undo(url)); b.dataset.undo = ""; toast.append(b); }
    const close = button("×", leave);
    close.setAttribute("aria-label", T.tClose);
    toast.append(close);
    for (const stop of ["mouseenter", "focusin"]) toast.addEventListener(stop, () => clearTimeout(timer));
    for (const go of ["mouseleave", "focusout"]) toast.addEventListener(go, start);
    start();
  };
  const toast = (text, { undo: url = "", tone = "ok" } = {}) => {
    for (const old of document.querySelectorAll("#toasts > .toast")) if (old.firstElementChild?.textContent === String(text)) old.remove();
    const p = document.createElement("p"), span = document.createElement("span");
    p.className = tone === "bad" || tone === "error" ? "toast bad" : "toast";
    span.textContent = text;
    p.append(span);
    $("#toasts").append(p);
    arm(p, url);
  };
  document.querySelectorAll("#toasts > .toast").forEach((p) => arm(p, /(?:^|\s)undo:(\S+)/.exec(p.dataset.tags ?? "")?.[1]));
  document.body.addEventListener("toast", (event) => toast(event.detail.text, event.detail)); // htmx raises it from HX-Trigger

  /* questions before acts */
  const ask = (text) => new Promise((ok) => {
    const dialog = $("#confirm");
    $("#confirm-text").textContent = text;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => ok(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
  const UI = (globalThis.UI = { toast, ask, token, T });
  try { // a sentence that the page before left for this one, be it the sign-in
    const said = sessionStorage.getItem("said");
    if (said) { sessionStorage.removeItem("said"); toast(said); }
  } catch { /* no storage: nothing was left */ }

  document.addEventListener("click", async (event) => {
    const opener = event.target.closest("[data-open]"), closer = event.target.closest("[data-close]");
    if (opener) { event.preventDefault(); $(`#${opener.dataset.open}`)?.showModal(); }
    if (closer) closer.closest("dialog")?.close();
    if (event.target.matches("dialog")) event.target.close();
    document.querySelectorAll("details.menu[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    const link = event.target.closest("a[data-confirm]");
    if (link) { event.preventDefault(); if (await ask(link.dataset.confirm)) location.assign(link.href); }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.activeElement?.closest("details.menu[open]");
    if (menu) { menu.open = false; $("summary", menu).focus(); }
  });

  /* forms: ask first, then once only */
  const busy = (form, submitter) => {
    form.dataset.sent = "1";
    const b = submitter ?? $("button:not([type=button]), [type=submit]", form) ?? $(`button[form="${form.id}"]`);
    b?.setAttribute("aria-busy", "true");
    const free = () => { delete form.dataset.sent; b?.removeAttribute("aria-busy"); };
    setTimeout(free, 10000);
    return free;
  };
  UI.busy = busy;
  document.addEventListener("submit", async (event) => {
    const form = event.target, submitter = event.submitter;
    if (form.method === "dialog" || event.defaultPrevented) return;
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (question && !form.dataset.agreed) {
      event.preventDefault();
      event.stopImmediatePropagation(); // before htmx and the outbox: they hear the second submit
      if (!(await ask(question))) return;
      form.dataset.agreed = "1";
      form.requestSubmit(submitter);
      delete form.dataset.agreed;
      return;
    }
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (form.method === "post" && !("again" in form.dataset) && !("debrief" in form.dataset) && !form.matches("[hx-post], [data-hx-post], [data-theme-form]")) busy(form, submitter);
  }, true);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((b) => b.removeAttribute("aria-busy"));
  }));
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-autosubmit]")) event.target.form?.requestSubmit();
    const name = event.target.dataset?.checkAll;
    if (name) document.querySelectorAll(`input[type=checkbox][name="${name}"]`).forEach((box) => { box.checked = event.target.checked; box.dispatchEvent(new Event("input", { bubbles: true })); });
  });

  /* the theme */
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-form]");
    if (!form) return;
    event.preventDefault();
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const theme = dark ? "light" : "dark";
    root.dataset.theme = theme;
    fetch(form.action, { method: "POST", body: new URLSearchParams({ theme, csrfmiddlewaretoken: token() }), redirect: "manual" }).catch(() => {});
  });

  /* boxes that fetch themselves, when they come near the screen */
  const fill = async (box) => {
    try {
      const answer = await fetch(box.dataset.src, { headers: { "HX-Request": "true", "HX-Target": box.id }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      const html = (await answer.text()).trim();
      if (!html) { box.remove(); return; }
      box.innerHTML = html;
      globalThis.htmx?.process(box);
    } catch {
      const p = document.createElement("p");
      p.className = "muted small row";
      p.append(T.tFailed, " ", Object.assign(button(T.tRetry, () => fill(box)), { className: "btn small" }));
      box.replaceChildren(p);
    }
    box.removeAttribute("aria-busy");
  };
  const near = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    near.unobserve(entry.target);
    fill(entry.target);
  }), { rootMargin: "300px" });
  const watch = (root) => root.querySelectorAll("[data-src]").forEach((box) => near.observe(box));
  UI.watch = watch;
  watch(document);

  /* the first answer to correct */
  const wrong = (root) => $("[aria-invalid=true]:not([type=hidden])", root) ?? $(".invalid :is(input, select, textarea):not([type=hidden])", root);
  UI.wrong = wrong;
  (wrong(document) ?? $("[data-invalid]"))?.focus();

  /* sign out: what waits on this phone would be lost, so ask; then nothing is left behind */
  const outbox = () => globalThis.Outbox ?? new Promise((ok) => { // a desk page does not load it, but this may be a rep's phone
    const script = document.createElement("script");
    script.src = T.outboxSrc;
    script.onload = script.onerror = () => ok(globalThis.Outbox);
    document.head.append(script);
  });
  const leaving = async (form) => {
    const store = T.outboxSrc ? await outbox() : globalThis.Outbox;
    if (store) {
      const waiting = (await store.own(T.user).catch(() => [])).length;
      if (waiting && !(await ask(T.tLeave ?? ""))) { delete form.dataset.sent; return; }
      await store.wipe(T.user).catch(() => {});
      if ((await store.all("outbox").catch(() => [])).length) { // another person's: her work waits for her
        const others = document.createElement("input");
        others.type = "hidden"; others.name = "others"; others.value = "wait";
        form.append(others);
      }
    }
    form.submit();
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches('[data-signout], [action$="/logout/"]')) return;
    event.preventDefault();
    leaving(event.target);
  });
})();
