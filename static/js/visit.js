/* The visit page: repeated lines (another person, another finding), and what is asked in its turn. */
(() => {
  const form = document.querySelector('form[data-debrief="visit"]');
  if (!form) return;
  const more = form.querySelector("[data-add=people]");
  const total = (prefix) => form.elements.namedItem(`${prefix}-TOTAL_FORMS`);

  const renumber = (node, from, to) => {
    for (const element of [node, ...node.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "data-field", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value?.includes(from)) element.setAttribute(name, value.replaceAll(from, to));
      }
    }
    return node;
  };
  const blank = (node) => {
    for (const input of node.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (["radio", "checkbox"].includes(input.type)) input.checked = input.defaultChecked && input.type === "radio";
      else input.value = "";
    }
    node.querySelectorAll(".error, .guard").forEach((old) => old.remove());
    node.querySelectorAll("[data-keep]").forEach((ask) => { ask.hidden = true; });
    node.querySelectorAll(".invalid").forEach((old) => old.classList.remove("invalid"));
    return node;
  };
  const open = (line) => {
    line.open = true;
    line.querySelector("input:not([type=hidden]), select")?.focus();
  };

  /* one more line like this one, empty */
  const another = (model, prefix) => {
    const count = total(prefix), number = new RegExp(`${prefix}-(\\d+)-`).exec(model.querySelector("[name]").name)[1];
    const line = blank(renumber(model.cloneNode(true), `${prefix}-${number}-`, `${prefix}-${count.value}-`));
    count.value = Number(count.value) + 1;
    model.after(line);
    return line;
  };
  /* one more person, met until a card says otherwise */
  const addPerson = () => {
    const line = another([...form.querySelectorAll('[data-line="people"]')].at(-1), "people");
    line.querySelector("summary").lastChild.textContent = more.dataset.new;
    line.querySelector('[name$="-how_acquired"][value="met"]').checked = true;
    return line;
  };
  /* one more finding of the same kind */
  const addFinding = (model) => another(model, "findings");
  /* a line to fill, the first empty one of its kind or one more */
  const free = (line) => !line.querySelector('[name$="-value"], [name$="-name"]').value;
  const lines = (kind) => [...form.querySelectorAll(`[data-line="${kind}"]`)];
  globalThis.Visit = {
    person: () => lines("people").find(free) ?? addPerson(),
    finding: (what) => {
      const same = lines("findings").filter((line) => line.dataset.what === what);
      return same.find(free) ?? (same.length ? addFinding(same.at(-1)) : null);
    },
  };

  more.addEventListener("click", () => open(addPerson()));
  form.addEventListener("click", (event) => {
    const again = event.target.closest("[data-again]");
    if (again) open(addFinding(again.closest("[data-line]")));
  });
  form.addEventListener("toggle", (event) => {
    if (event.target.matches?.("[data-line][open]") && document.activeElement === event.target.querySelector("summary")) {
      event.target.querySelector("input:not([type=hidden]), select")?.focus();
    }
  }, true);

  /* a restored draft may hold more lines than the page: make room, each of its own kind */
  form.addEventListener("debrief:restore", (event) => {
    const told = Object.fromEntries(event.detail);
    while (Number(total("people").value) < Number(told["people-TOTAL_FORMS"] ?? 0)) addPerson();
    for (let n = Number(total("findings").value); n < Number(told["findings-TOTAL_FORMS"] ?? 0); n += 1) {
      const model = [...form.querySelectorAll('[data-line="findings"]')].find((line) => line.dataset.what === told[`findings-${n}-what`]);
      if (model) addFinding(model);
    }
  });

  /* scripts that few visits need come when somebody reaches for what they serve: <div data-needs="/static/js/card.js"> */
  const coming = new Map(), arrived = new Set();
  const need = (url) => {
    if (!coming.has(url)) coming.set(url, new Promise((ok) => {
      const script = document.createElement("script");
      script.onload = script.onerror = () => { arrived.add(url); ok(); };
      script.src = url;
      document.head.append(script);
    }));
    return coming.get(url);
  };
  const reach = ({ target }) => { for (let near = target.closest?.("[data-needs]"); near; near = near.parentElement.closest("[data-needs]")) need(near.dataset.needs); };
  for (const type of ["focusin", "pointerdown", "input"]) document.addEventListener(type, reach);
  document.addEventListener("click", (event) => { // a button of such a part waits for its script
    const button = event.target.closest("button"), near = button?.closest("[data-needs]");
    if (!near || near === form || arrived.has(near.dataset.needs)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    need(near.dataset.needs).then(() => button.click());
  }, true);
  document.querySelectorAll("[data-needs]").forEach((part) => { if (part.querySelector(".invalid, [data-proposal]") || part.dataset.now === location.search) need(part.dataset.needs); });
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "", cards = form.querySelector(".cards[data-needs]");
    if (!cards || !/^\s*(?:begin:vcard|mecard:)/i.test(text)) return;
    event.preventDefault();
    need(cards.dataset.needs).then(() => Visit.paste?.(text));
  });

  /* nobody met and somebody met exclude each other */
  const nobody = form.elements.namedItem("nobody_met");
  form.addEventListener("change", (event) => {
    if (event.target === nobody && nobody.checked) form.querySelectorAll("[name=contacts]").forEach((box) => { box.checked = false; });
    if (event.target.name === "contacts" && event.target.checked && nobody) nobody.checked = false;
  });

  /* the amount is asked for a sale or a quote, the day for a next step */
  const show = (name, wanted) => form.querySelector(`[data-field="${name}"]`)?.toggleAttribute("hidden", !wanted);
  const value = (name) => form.querySelector(`[name="${name}"]:checked`)?.value ?? "";
  const fit = () => {
    show("amount", ["sale", "quote"].includes(value("result")));
    show("next_when", value("next_step") && value("next_step") !== "nothing");
    show("next_on", value("next_when") === "pick" && value("next_step") !== "nothing");
  };
  form.addEventListener("input", fit);
  form.addEventListener("change", fit);
  addEventListener("DOMContentLoaded", () => setTimeout(fit, 300));
  fit();

  /* what it would bring: what is typed is appraised by the server a moment after it is typed */
  const price = (box) => {
    let timer, last = "";
    const said = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && /^(people|findings)-|^(company|company_name|work_date|csrfmiddlewaretoken)$/.test(name)));
    const ask = async () => {
      const body = said(), now = body.toString();
      if (now === last) return;
      const answer = await fetch(box.dataset.src, { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      last = now;
      box.innerHTML = await answer.text();
      box.removeAttribute("aria-busy");
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => ask().catch(() => {}), 700); }; // without a network the last answer stays
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    addEventListener("online", soon);
    addEventListener("DOMContentLoaded", soon);
  };
  const priced = [...form.querySelectorAll("[data-src]")].find((panel) => panel.dataset.src.includes("/points/"));
  if (priced) price(priced);

  form.dataset.ready = "";
})();
