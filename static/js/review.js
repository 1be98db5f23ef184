/* Keyboard triage: J and K walk the findings, a letter opens a choice, a digit takes it, Escape closes it. */
(() => {
  const on = () => !/(?:^|;\s*)keys=off/.test(document.cookie);
  const typing = (event) => event.target.closest("input, select, textarea, [contenteditable], dialog") || document.querySelector("dialog[open]");
  const menus = () => [...document.querySelectorAll("details[data-menu][open]")];
  const underway = () => document.querySelector("#inbox.htmx-request, #inbox .htmx-request"); // the finding shown may be judged already

  const walk = (by) => {
    const links = [...document.querySelectorAll("#sheet [data-finding] a.rowlink")];
    const at = links.findIndex((link) => link.closest("[data-finding]").getAttribute("aria-current") === "true");
    const next = links[at + by];
    if (at < 0 || !next) return false; // beyond the sheet: the queue's own J and K take over
    next.click();
    return true;
  };

  /* a key meant for the finding that is still on its way must not act on the one it replaces */
  const hasty = (event) => {
    if (event.key.length !== 1 && event.key !== "Enter") return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    return true;
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menus().length) {
      for (const menu of menus()) { menu.open = false; menu.querySelector("summary").focus(); }
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event)) return;
    if (underway() && hasty(event)) return;
    if (event.key.length !== 1 || !on()) return;
    const key = event.key.toLowerCase();
    if ((key === "j" || key === "k") && walk(key === "j" ? 1 : -1)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (/^[1-9]$/.test(key)) {
      const choice = menus()[0]?.querySelectorAll(".choice")[Number(key) - 1];
      if (choice) { event.preventDefault(); choice.click(); }
    }
  }, true);

  addEventListener("keyup", (event) => { if (underway() && !typing(event)) hasty(event); }, true); // space acts when it is let go

  /* one open at a time, its first answer at hand before the next key */
  document.addEventListener("click", (event) => {
    const menu = event.target.closest("details[data-menu] > summary")?.parentElement;
    if (!menu) return;
    event.preventDefault();
    menu.open = !menu.open;
    if (!menu.open) return;
    for (const other of menus()) if (other !== menu) other.open = false;
    const first = menu.querySelector("input:not([type=hidden]), textarea, .choice");
    first?.focus();
    first?.select?.();
  });

  /* the current finding stays in sight */
  document.body.addEventListener("htmx:afterSettle", () => {
    document.querySelector("#sheet [aria-current=true]")?.scrollIntoView({ block: "nearest" });
  });
})();
