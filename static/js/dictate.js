/* Dictation, where it is switched on: only where the phone itself turns speech into text; the keyboard's own microphone works everywhere. */
(() => {
  async function dictate(button) {
    const Recognition = globalThis.SpeechRecognition;
    const lang = document.documentElement.lang === "fr" ? "fr-FR" : "en-GB";
    if (!Recognition?.available || !("processLocally" in Recognition.prototype)) return;
    const there = await Recognition.available({ langs: [lang], processLocally: true }).catch(() => "unavailable");
    if (there !== "available" && there !== "downloadable") return;
    button.hidden = false;
    let running = null;
    button.addEventListener("click", async () => {
      if (running) { running.stop(); return; }
      if (there !== "available" && !(await Recognition.install({ langs: [lang], processLocally: true }).catch(() => false))) { button.hidden = true; return; }
      const box = document.getElementById(button.dataset.dictate);
      running = new Recognition();
      running.processLocally = true;
      running.lang = lang;
      running.continuous = true;
      running.onresult = (event) => {
        for (let i = event.resultIndex; i < event.results.length; i++) if (event.results[i].isFinal) box.value = `${box.value} ${event.results[i][0].transcript.trim()}`.trim();
        box.dispatchEvent(new Event("input", { bubbles: true }));
      };
      running.onend = running.onerror = () => { running = null; button.setAttribute("aria-pressed", "false"); };
      button.setAttribute("aria-pressed", "true");
      running.start();
    });
  }
  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-dictate]").forEach(dictate));
})();
