/* Business cards: the phone's own reader of QR codes where there is one, else the picture or the file goes to the server.
   What a card says fills the line of a new person, or the form of the stand; she is saved with it, never before. */
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const T = $(".cards")?.dataset;
  if (!T) return; // a stand without a campaign takes nobody
  const inside = async (file) => { // the text of a QR code, read by the phone itself
    if (!globalThis.BarcodeDetector || !file.type.startsWith("image/")) return "";
    const reader = new BarcodeDetector({ formats: ["qr_code"] });
    return (await reader.detect(await createImageBitmap(file)))[0]?.rawValue ?? "";
  };
  const plain = (text) => { // the few lines we need, for a phone without a network
    const line = (name) => new RegExp(`^${name}[^:\\n]*:(.+)$`, "im").exec(text)?.[1].trim().replace(/\\([,;])/g, "$1") ?? "";
    const [family, given] = line("N").split(";");
    return { name: line("FN") || `${given ?? ""} ${family ?? ""}`.trim(), role: line("TITLE"), company: line("ORG").split(";")[0], phone: line("TEL").replace(/^tel:/i, ""), email: line("EMAIL") };
  };
  const ask = async (file) => {
    const body = new FormData();
    const text = await inside(file).catch(() => "");
    if (text) body.append("text", text); else body.append("card", file);
    body.append("csrfmiddlewaretoken", UI.token());
    let answer;
    try { answer = await fetch(T.url, { method: "POST", body, credentials: "same-origin", headers: { Accept: "application/json" } }); } catch {
      const local = text || (/vcard|^$/.test(file.type) ? await file.text() : "");
      const person = /^begin:vcard/im.test(local) ? plain(local) : {};
      if (person.name) return person;
      throw new Error(T.away);
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.detail || T.failed);
    return told;
  };
  const fillStand = (form, person) => {
    for (const [name, value] of Object.entries({ name: person.name, company_name: person.company, phone: person.phone, email: person.email, job_title: person.role })) {
      if (form.elements[name] && value) form.elements[name].value = value;
    }
    form.elements.interest?.[0]?.focus();
  };
  const fill = (person, stand) => {
    if (stand) { fillStand(stand, person); return; }
    const line = Visit.person();
    for (const name of ["name", "role", "phone", "email"]) $(`[name$="-${name}"]`, line).value = person[name] ?? "";
    const card = $('[name$="-how_acquired"][value="card"]', line);
    if (card) card.checked = true;
    line.open = true;
    line.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
    $('[name$="-told_source"]', line)?.focus();
    UI.toast([person.name, person.company].filter(Boolean).join(" · "));
  };
  /* a card pasted as text, wherever the person is on the page */
  if (typeof Visit !== "undefined") Visit.paste = async (text) => {
    try { fill(await ask(new File([text], "card.vcf", { type: "text/vcard" }))); } catch (error) { UI.toast(error.message, { tone: "bad" }); }
  };
  for (const input of document.querySelectorAll("[data-card]")) {
    const label = input.closest("label");
    const read = async () => {
      const file = input.files[0];
      if (!file) return;
      label.setAttribute("aria-busy", "true");
      try { fill(await ask(file), input.closest("form[data-stand]")); } catch (error) { UI.toast(error.message, { tone: "bad" }); }
      label.removeAttribute("aria-busy");
      input.value = "";
    };
    input.addEventListener("change", read);
    read(); // chosen while this script was on its way
  }
})();
