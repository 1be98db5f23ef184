/* Forms that must never lose a word: each keeps a draft but [data-debrief="day"], which only waits its turn; a visit shows its progress.
   Each is put in the outbox first, then sent; without IndexedDB the browser posts it as any form. */
(() => {
  const T = document.body.dataset;
  const QUIET = ["csrfmiddlewaretoken", "client_id", "captured_at", "seconds"];
  const opened = Date.now();

  const fields = (form) => [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  const set = (form, name, value) => { const input = form.elements.namedItem(name); if (input) input.value = value; };
  const back = (form) => form.dataset.next ?? document.querySelector(".appbar > a[href]")?.href ?? location.href;

  function setUp(form) {
    const writes = form.dataset.debrief !== "day";
    const name = `${T.user}:${location.pathname}${location.search}`;
    set(form, "client_id", crypto.randomUUID?.() ?? form.elements.namedItem("client_id")?.value); // a page from the cache must not reuse the server's key
    let timer = 0;
    const save = () => { timer = 0; return Outbox.saveDraft(name, fields(form)).catch(() => {}); };

    if (writes) {
      restore(form, name).then((found) => { if (found) UI.toast(T.tRestored); progress(form); }).then(() => correct(form));
      form.addEventListener("input", () => { progress(form); clearTimeout(timer); timer = setTimeout(save, 250); });
      addEventListener("pagehide", () => { if (timer) save(); });
    }
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || form.dataset.busy) return;
      event.preventDefault();
      form.dataset.busy = "1";
      const free = UI.busy(form, event.submitter);
      clearTimeout(timer);
      timer = 0;
      try { await hand(form, event.submitter, name); } finally { delete form.dataset.busy; free(); }
    });
  }

  async function hand(form, submitter, draft) {
    set(form, "captured_at", new Date().toISOString());
    set(form, "seconds", Math.min(3600, Math.round((Date.now() - opened) / 1000)));
    const id = form.elements.namedItem("client_id")?.value || crypto.randomUUID();
    const url = new URL(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href, location.href);
    const title = document.querySelector(".appbar h1")?.textContent.trim() ?? document.title;
    try {
      await Outbox.enqueue({ client_id: id, user: T.user, url: url.pathname + url.search, page: location.pathname + location.search, title, fields: fields(form) });
    } catch { // private mode, full disk: an ordinary form, if somebody is there to receive it
      if ((await Outbox.session().catch(() => undefined)) === undefined) UI.toast(T.tStay, { tone: "bad" }); else form.submit();
      return;
    }
    for (const older of await Outbox.waiting(T.user, location.pathname + location.search)) if (older.client_id !== id) await Outbox.del("outbox", older.client_id); // told again: the last word counts
    const result = await UI.flush({ quiet: true });
    const kept = await Outbox.get("outbox", id); // the worker may have been quicker than this page
    const refused = kept?.refused;
    if (refused) {
      await Outbox.del("outbox", id); // the person is here to correct it
      set(form, "client_id", crypto.randomUUID());
      if (mark(form, refused.fields)) UI.toast(refused.detail || T.tFix, { tone: "bad" });
      UI.flush({ quiet: true });
      return;
    }
    await Outbox.del("drafts", draft).catch(() => {});
    const done = submitter?.hasAttribute("formaction") ? T.tSent : form.dataset.said ?? T.tSent;
    sessionStorage.setItem("said", kept ? (result.state === "auth" ? T.tSignin : T.tQueued) : result.gone.includes(id) ? T.tGone : done);
    location.assign(back(form));
  }

  /* what was told here and still waits, or was refused: shown again, its errors beside their fields */
  const here = () => Outbox.waiting(T.user, location.pathname + location.search).then(([item]) => item).catch(() => undefined);
  const unsent = async () => { const item = await here(); return item ? Outbox.unseal(item.sealed).catch(() => null) : null; };
  const correct = async (form) => {
    const refused = (await here())?.refused;
    if (refused && mark(form, refused.fields)) UI.toast(refused.detail || T.tFix, { tone: "bad" });
  };

  /* drafts */
  async function restore(form, name) {
    const kept = (await Outbox.draft(name).catch(() => null)) ?? (await unsent());
    if (!kept) return false;
    form.dispatchEvent(new CustomEvent("debrief:restore", { detail: kept })); // repeated lines make room first
    for (const input of form.elements) {
      if (!input.name || input.type === "file" || QUIET.includes(input.name)) continue;
      const values = kept.filter(([key]) => key === input.name).map(([, value]) => value);
      const choice = input.type === "radio" || input.type === "checkbox";
      if (choice) input.checked = values.includes(input.value);
      else if (values.length) input.value = values[0];
      if (choice ? input.checked && !input.defaultChecked : input.type !== "hidden" && values[0]) input.closest("details")?.setAttribute("open", "");
    }
    return true;
  }

  /* progress: a step names the fields of which one must be told; "*" stands for any line */
  const told = (form, pattern) => {
    const match = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
    return fields(form).some(([name, value]) => match.test(name) && value.trim() !== "" && !QUIET.includes(name));
  };
  function progress(form) {
    const bar = document.getElementById("prog"), words = document.getElementById("prog-t");
    let steps = 0, done = 0;
    for (const step of form.querySelectorAll("[data-step]")) {
      const names = step.dataset.step.split(" ").filter(Boolean);
      const ok = names.some((pattern) => told(form, pattern));
      step.classList.toggle("done", ok);
      if (names.length) { steps += 1; done += ok ? 1 : 0; }
    }
    if (!bar) return;
    bar.max = steps;
    bar.value = done;
    if (words) words.textContent = done === steps ? words.dataset.r : `${done} ${words.dataset.t} ${steps} · ~${(steps - done) * 10} ${words.dataset.s}`;
  }

  /* errors: the sentence beside the field, the first one focused; → true when an error has no field here to stand beside */
  function mark(form, errors) {
    for (const field of form.querySelectorAll(".field.invalid")) {
      field.classList.remove("invalid");
      field.querySelectorAll(":scope > .error").forEach((old) => old.remove());
      field.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    }
    let first, homeless = false;
    for (const [name, texts] of Object.entries(errors ?? {})) {
      const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
      if (!field) { homeless = true; continue; }
      const p = document.createElement("p");
      p.className = "error";
      p.id = `error-${name}`;
      p.textContent = [texts].flat().join(" ");
      field.classList.add("invalid");
      field.closest("details")?.setAttribute("open", "");
      (field.querySelector(":scope > legend, :scope > label") ?? field.firstElementChild)?.after(p);
      if (!p.isConnected) field.append(p);
      const input = field.querySelector("input:not([type=hidden]), select, textarea");
      (field.matches("fieldset") ? field : input)?.setAttribute("aria-describedby", p.id);
      input?.setAttribute("aria-invalid", "true");
      input?.dispatchEvent(new CustomEvent("guard:read", { bubbles: true }));
      first ??= input ?? field;
    }
    first?.focus();
    (first?.closest(".step") ?? first)?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    return homeless || !first;
  }

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-debrief]").forEach(setUp));
})();
