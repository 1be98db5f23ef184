/* Boards and ordered lists: a card or a rule is dragged; the same forms serve the keyboard and whoever has no mouse. */
(() => {
  let held = null;
  const start = (event) => {
    held = event.target.closest?.("[data-card], [data-rule]") ?? null;
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    held.classList.add("held");
    if (!held.dataset.moves) return;
    const wanted = held.dataset.moves.trim().split(/\s+/);
    for (const column of document.querySelectorAll("[data-column]")) column.classList.toggle("open", wanted.includes(column.dataset.column));
  };
  const target = (event) => {
    if (!held) return null;
    if (held.hasAttribute("data-card")) return event.target.closest?.("[data-column].open") ?? null;
    const rule = event.target.closest?.("[data-rule]") ?? null;
    return rule === held ? null : rule;
  };
  const over = (event) => { if (target(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "move"; } };
  const drop = (event) => {
    const to = target(event);
    if (!to) return;
    event.preventDefault();
    const form = held.querySelector("form");
    if (held.hasAttribute("data-card")) {
      form.elements.to.value = to.dataset.column;
    } else {
      const place = document.createElement("input");
      place.type = "hidden"; place.name = "to"; place.value = String([...to.parentElement.children].indexOf(to) + 1);
      form.append(place);
    }
    form.submit();
  };
  const end = () => {
    held?.classList.remove("held");
    document.querySelectorAll("[data-column].open").forEach((column) => column.classList.remove("open"));
    held = null;
  };
  document.addEventListener("dragstart", start);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", end);
})();
