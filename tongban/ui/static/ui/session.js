/* Two minutes before a session ends, ask; one press extends it and nothing typed is lost. */
"use strict";
(() => {
  const address = document.currentScript.dataset.address;
  const EARLY = 120;
  let timer;

  const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value || "";

  async function left(extend) {
    const asked = await fetch(address, extend ? { method: "POST", headers: { "X-CSRFToken": token() } } : {});
    return asked.ok ? (await asked.json()).seconds : 0;
  }

  function wait(seconds) {
    clearTimeout(timer);
    timer = setTimeout(warn, Math.max(1, seconds - EARLY) * 1000);
  }

  async function warn() {
    const seconds = await left(false); /* another window may have extended it */
    if (seconds > EARLY) return wait(seconds);
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "session-ends");
    dialog.innerHTML = '<form method="dialog"><h2 id="session-ends">还在用吗？</h2><p>为了安全，2 分钟后会自动退出。您填的内容还在这页上。</p><p class="row row--end"><button class="btn btn--p">还在用</button></p></form>';
    dialog.addEventListener("close", async () => { dialog.remove(); wait(await left(true)); });
    document.body.append(dialog);
    dialog.showModal();
  }

  left(false).then((seconds) => { if (seconds) wait(seconds); });
})();
