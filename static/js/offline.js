/* No network: the companies of today are searched on the phone, in My day as it was last seen. */
(async () => {
  const form = document.getElementById("offline-search"), list = document.getElementById("offline-hits");
  if (!form || !("caches" in window)) return;
  const page = await caches.match("/today/", { ignoreVary: true, ignoreSearch: true });
  if (!page) return;
  const seen = new DOMParser().parseFromString(await page.text(), "text/html");
  const stops = [...seen.querySelectorAll('.visits li > a[href^="/visits/"]:not([href^="/visits/card/"])')].filter((link) => link.querySelector(".strong")).map((link) => ({ url: link.getAttribute("href"), text: link.textContent, name: link.querySelector(".strong")?.textContent ?? "" }));
  if (!stops.length) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const field = form.elements.namedItem("q");
  const show = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const hits = stops.filter((stop) => words.every((word) => plain(stop.text).includes(word)));
    list.replaceChildren(...hits.map((stop) => {
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = stop.url;
      link.textContent = stop.name;
      item.append(link);
      return item;
    }));
    form.querySelector("[data-none]").hidden = hits.length > 0;
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
  field.addEventListener("input", show);
  form.hidden = false;
  show();
})();
