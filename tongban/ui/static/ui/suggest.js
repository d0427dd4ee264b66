/* Type-ahead over an ordinary input: <input data-suggest="/places" data-into="to">. The address answers ?q= with
   [{"value": "341200", "label": "安徽省阜阳市", "note": "FYS"}]; data-into names the hidden input that takes the value. */
"use strict";
(() => {
  const PAUSE = 180;
  let made = 0;

  function combobox(input) {
    const list = document.createElement("ul");
    list.id = `suggest-${++made}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || "候选");
    const around = document.createElement("div");
    around.className = "suggest";
    const focused = document.activeElement === input;
    input.replaceWith(around);
    around.append(input, list);
    if (focused) input.focus(); /* moving it takes the focus away */
    Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
      .forEach(([name, value]) => input.setAttribute(name, value));
    const into = input.dataset.into && input.form?.elements[input.dataset.into];
    let timer, at = -1, asked = 0;

    function close() {
      list.hidden = true; at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function choose(option) {
      input.value = option.dataset.label;
      if (into) into.value = option.dataset.value;
      close();
      input.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { value: option.dataset.value } }));
    }
    function mark(next) {
      const options = list.children;
      if (!options.length) return;
      at = (next + options.length) % options.length;
      [...options].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }
    function show(found) {
      list.replaceChildren(...found.map((one, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        Object.assign(option.dataset, { value: one.value, label: one.label });
        option.append(one.label, Object.assign(document.createElement("small"), { textContent: one.note || "" }));
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return option;
      }));
      list.hidden = !found.length; at = -1;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }
    async function ask() {
      const mine = ++asked, words = input.value.trim();
      if (!words) return close();
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address).catch(() => null);
      if (answer?.ok && mine === asked) show(await answer.json());
    }
    input.addEventListener("input", () => { if (into) into.value = ""; clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") close();
      else if (list.hidden) return;
      else if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at - 1);
      else if (event.key === "Enter" && at >= 0) choose(list.children[at]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  const dress = (root) => root.querySelectorAll("input[data-suggest]:not([role])").forEach(combobox);
  document.addEventListener("DOMContentLoaded", () => dress(document));
  document.addEventListener("htmx:afterSwap", (event) => dress(event.detail.target));
})();
