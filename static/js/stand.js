/* The stand: each person is put in the outbox first, then sent; the form is empty again at once. */
(() => {
  const form = document.querySelector("form[data-stand]");
  if (!form) return;
  const T = document.body.dataset, noted = document.querySelector("[data-noted]"), none = document.querySelector("[data-none]");
  const count = document.querySelector("[data-count]");
  const REMEMBERED = "stand-campaign";
  const kept = localStorage.getItem(REMEMBERED), choice = form.elements.campaign;
  if (kept && [...choice.options].some((one) => one.value === kept)) choice.value = kept;
  choice.addEventListener("change", () => localStorage.setItem(REMEMBERED, choice.value));

  const told = () => {
    const fields = Object.fromEntries([...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && value !== ""));
    if (fields.agreed) fields.consent_text = form.querySelector("[name=agreed]").closest("label, .field").textContent.trim();
    delete fields.agreed;
    return { ...fields, captured_at: new Date().toISOString() };
  };
  const clear = () => {
    for (const old of form.querySelectorAll(".error.said")) old.remove();
    for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  };
  const mark = (errors) => {
    let first;
    for (const [name, texts] of Object.entries(errors)) {
      const input = form.elements.namedItem(name), place = input instanceof RadioNodeList ? input[0] : input;
      if (!place?.closest) continue;
      const p = document.createElement("p");
      p.className = "error said";
      p.textContent = [texts].flat().join(" ");
      place.closest(".field")?.append(p);
      place.setAttribute("aria-invalid", "true");
      first ??= place;
    }
    first?.focus();
  };
  const list = (name, waits) => {
    const li = document.createElement("li"), text = document.createElement("span"), state = document.createElement("span");
    li.className = "row between";
    text.textContent = name;
    state.className = waits ? "state warm" : "state";
    state.textContent = waits ? T.tWaiting : "✓";
    li.append(text, state);
    noted.prepend(li);
    count.textContent = String(noted.children.length);
    none.hidden = true;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    if (!form.elements.email.value.trim() && !form.elements.phone.value.trim()) { mark({ phone: form.dataset.tReach }); return; }
    if (form.dataset.busy) return;
    form.dataset.busy = "1";
    const free = UI.busy(form, event.submitter), fields = told(), id = crypto.randomUUID();
    try {
      await Outbox.enqueue({ client_id: id, user: T.user, url: form.getAttribute("action"), page: location.pathname, title: fields.name, json: true, fields });
      await UI.flush({ quiet: true });
      const waits = await Outbox.get("outbox", id);
      if (waits?.refused) {
        await Outbox.del("outbox", id); // the person is here to correct it
        mark(waits.refused.fields);
        UI.toast(waits.refused.detail || T.tFix, { tone: "bad" });
        return;
      }
      list(fields.name, Boolean(waits));
      UI.toast(waits ? form.dataset.tKept : form.dataset.tIn);
      const campaign = choice.value;
      form.reset();
      choice.value = campaign;
      form.elements.name.focus();
    } catch {
      UI.toast(T.tStay, { tone: "bad" });
    } finally {
      delete form.dataset.busy;
      free();
    }
  });
})();
