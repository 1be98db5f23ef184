/* The visit page says what it would bring: what is typed is appraised by the server a moment after it is typed. */
(() => {
  const form = document.querySelector('form[data-debrief="visit"]');
  const box = [...(form?.querySelectorAll("[data-src]") ?? [])].find((panel) => panel.dataset.src.includes("/points/"));
  if (!box) return;
  let timer, last = "";
  const written = () => new URLSearchParams([...new FormData(form)].filter(([name, value]) => typeof value === "string" && /^(people|findings)-|^(company|company_name|work_date|csrfmiddlewaretoken)$/.test(name)));
  const ask = async () => {
    const body = written(), now = body.toString();
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
  document.addEventListener("DOMContentLoaded", soon);
})();
