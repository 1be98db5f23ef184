/* The guard: while somebody types a free text, a hint with the objective wording; never a wall, the server refuses when saving. */
(() => {
  const meta = document.getElementById("guard");
  if (!meta) return;
  const READ = /(?:^|-)(?:note|value|text|answer|reason|said_by|role|question)$/;
  const hints = new WeakMap(), timers = new WeakMap();
  const isRead = (field) => READ.test(field.name ?? "") && field.matches("textarea, input:not([type]), input[type=text]");
  const hintOf = (field) => {
    if (!hints.has(field)) {
      const hint = document.createElement("p");
      hint.className = "guard";
      hint.setAttribute("role", "status");
      hint.hidden = true;
      field.after(hint);
      hints.set(field, hint);
    }
    return hints.get(field);
  };
  const rewrite = (field, hit) => {
    field.value = field.value.replace(hit.words, hit.rewording).replace(/ {2,}/g, " ").trim();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  const told = (field, hit) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = hit.rewording ? `« ${hit.words} » → « ${hit.rewording} »` : `${meta.dataset.tRemove} « ${hit.words} »`;
    button.addEventListener("click", () => rewrite(field, hit));
    return button;
  };
  const ask = async (field) => {
    const body = new URLSearchParams({ text: field.value, csrfmiddlewaretoken: UI.token() });
    const answer = await fetch(meta.dataset.url, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { hits } = await answer.json(), hint = hintOf(field);
    hint.hidden = hits.length === 0;
    hint.replaceChildren(...(hits.length ? [meta.dataset.tGuard, ...hits.map((hit) => told(field, hit))] : []));
    offer(field, hits);
  };
  /* some words may be kept when marketing agrees: the rep says why beside them */
  const offer = (field, hits) => {
    const keep = field.name.endsWith("-value") && field.closest("[data-line]")?.querySelector("[data-keep]");
    if (keep) keep.hidden = !keep.querySelector("input").value && !(hits.length && hits.every((hit) => hit.may_ask));
  };
  addEventListener("input", ({ target }) => {
    if (!isRead(target)) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(() => ask(target).catch(() => {}), 600));
  });
  addEventListener("guard:read", ({ target }) => { if (isRead(target)) ask(target).catch(() => {}); }); // refused: its words were marked
  for (const field of document.querySelectorAll(".invalid textarea, .invalid input, [aria-invalid=true]"))
    if (isRead(field) && field.value) ask(field).catch(() => {});
})();
