/* The quick note: its proposals come from the server and are kept, changed or dropped here; what is kept becomes an
   ordinary line of the visit. Without a network the note waits and is read when the phone is back. */
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);

  /* on the visit page */
  const visit = () => {
    const form = $('form[data-debrief="visit"]'), ask = $("#note-ask"), box = $("#proposals"), note = form?.elements.namedItem("note");
    if (!ask || !note) return;
    let asked = "", waits = false;
    const read = async () => {
      const text = note.value.trim();
      if (text.length < 8) { note.focus(); return; }
      const body = new URLSearchParams({ note: text, company: ask.dataset.company, work_date: form.elements.namedItem("work_date").value, csrfmiddlewaretoken: UI.token() });
      try {
        const answer = await fetch(ask.dataset.url, { method: "POST", body, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) throw new Error(answer.status);
        box.innerHTML = await answer.text();
        dress();
        asked = text; waits = false;
        mark("True");
      } catch {
        waits = true;
        const p = document.createElement("p");
        p.className = "muted small";
        p.setAttribute("role", "status");
        p.textContent = ask.dataset.kept;
        box.replaceChildren(p);
      }
    };
    const mark = (value) => { const seen = form.elements.namedItem("note_read"); if (seen) seen.value = value; };
    const dress = () => box.querySelectorAll("[data-nojs]").forEach((button) => { button.hidden = true; });
    ask.addEventListener("click", (event) => { event.preventDefault(); read(); });
    note.addEventListener("change", () => { if (note.value.trim() !== asked) { mark("False"); if (note.value.trim().length > 15) read(); } });
    addEventListener("online", () => { if (waits) read(); });
    setInterval(() => { if (waits && document.visibilityState === "visible") read(); }, 30000);

    const value = (row, name) => $(`[name$="-${name}"]`, row)?.value ?? "";
    const fill = (line, names, row) => names.forEach(([to, from]) => {
      const inputs = [...line.querySelectorAll(`[name$="-${to}"]`)];
      inputs.forEach((input) => { if (input.type === "radio") input.checked = input.value === value(row, from); else input.value = value(row, from); });
    });
    const pick = (name, wanted) => { const input = $(`[name="${name}"][value="${CSS.escape(wanted)}"]`, form); if (input) input.checked = true; return input; };
    const put = (row, change) => {
      const what = row.dataset.what;
      let line;
      if (what === "person" && value(row, "contact")) line = pick("contacts", value(row, "contact"));
      else if (what === "person") { line = Visit.person(); fill(line, ["name", "role", "phone", "email"].map((name) => [name, name]), row); }
      else if (what === "amount") { line = form.elements.namedItem("amount"); line.value = value(row, "amount").replace(".00", ""); line.closest("[data-field]")?.removeAttribute("hidden"); }
      else if (what === "next_step") {
        line = pick("next_step", value(row, "step"));
        if (value(row, "on_date")) { pick("next_when", "pick"); form.elements.namedItem("next_on").value = value(row, "on_date"); }
      } else { line = Visit.finding(what); if (line) fill(line, ["value", "field", "amount", "on_date", "how", "said_by"].map((name) => [name, name]), row); }
      if (!line) return;
      if (line.matches?.("details")) line.open = true;
      form.dispatchEvent(new Event("input", { bubbles: true }));
      if (change) { line.scrollIntoView({ block: "center" }); ($('input:not([type=hidden])', line) ?? line).focus?.(); }
    };
    box.addEventListener("change", (event) => {
      const row = event.target.closest("[data-proposal]");
      if (!row || !event.target.name.endsWith("-choice")) return;
      const next = row.nextElementSibling ?? row.previousElementSibling;
      if (event.target.value !== "drop") put(row, event.target.value === "change");
      row.remove();
      if (event.target.value !== "change") (next ? $("input[type=radio]", next) : ask)?.focus({ preventScroll: true });
      if (!$("[data-proposal]", box)) box.replaceChildren();
    });
    dress();
    if (new URLSearchParams(location.search).get("note") === "read" && note.value) read();
  };

  /* on My day: the note is kept while it is written, and only leaves when the server can read it */
  const day = () => {
    const form = $("form[data-note]"), note = form?.elements.namedItem("note");
    if (!note) return;
    const name = `${document.body.dataset.user}:note:${form.elements.namedItem("work_date").value}`;
    let timer;
    const save = () => (note.value ? Outbox.saveDraft(name, [["note", note.value]]) : Outbox.del("drafts", name)).catch(() => {});
    Outbox.draft(name).then((kept) => { if (kept?.length && !note.value) { note.value = kept[0][1]; form.closest("details").open = true; } }).catch(() => {});
    note.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 250); });
    addEventListener("pagehide", save);
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      await save();
      const there = await Outbox.session().catch(() => undefined);
      if (there === undefined) { UI.toast(form.dataset.kept, { tone: "bad" }); delete form.dataset.sent; return; }
      form.submit();
    });
  };
  const begin = () => { visit(); day(); };
  if (document.currentScript.defer) addEventListener("DOMContentLoaded", begin); else begin(); // the visit page fetches it later
})();
