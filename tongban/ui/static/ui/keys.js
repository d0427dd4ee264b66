/* The staff's keyboard: data-key="F9" on a button or link, "/" on a search input, J K Enter along [data-row]s. */
"use strict";
(() => {
  const OFF = "tongban:letters-off";
  const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog");
  const lettersOff = () => localStorage.getItem(OFF) === "yes";

  function move(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return;
    const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    rows.forEach((row) => row.setAttribute("aria-selected", String(row === next)));
    next.querySelector("a")?.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /* What leaves the desk is asked again: data-leaves="收件并转交给阜阳？" */
  function ask(sentence, then) {
    const dialog = document.createElement("dialog");
    dialog.innerHTML = '<form method="dialog"><p></p><p class="row row--end"><button class="btn" value="no">先不</button><button class="btn btn--p" value="yes">确认</button></p></form>';
    dialog.querySelector("p").textContent = sentence;
    dialog.addEventListener("close", () => { dialog.remove(); if (dialog.returnValue === "yes") then(); });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".btn--p").focus();
  }

  /* With nothing ticked, a button for ticked rows (data-on-row) means the row one is on. */
  function tickTheRow(form) {
    const boxes = [...form.querySelectorAll("[data-row] input[type=checkbox]")];
    const here = form.querySelector("[data-row][aria-selected=true] input[type=checkbox]");
    if (here && !boxes.some((box) => box.checked)) here.checked = true;
  }

  function press(target) {
    if (target.matches("[data-on-row]")) tickTheRow(target.form);
    if (target.matches("input, select, textarea")) { target.focus(); target.select?.(); }
    else if (target.dataset.leaves && target.getAttribute("aria-disabled") !== "true") ask(target.dataset.leaves, () => target.click());
    else target.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const letter = event.key.length === 1;
    if (letter && (typing(event.target) || lettersOff())) return;
    if (event.key.startsWith("Arrow") && typing(event.target)) return; /* there they move in what is written */
    const key = letter ? event.key.toUpperCase() : event.key;
    if (key === "J" || key === "K") { event.preventDefault(); move(key === "J" ? 1 : -1); return; }
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target || (key === "Enter" && (typing(event.target) || event.target.closest("a, button")))) return;
    event.preventDefault();
    press(target);
  });

  /* 单字母快捷键 can be switched off: <input type="checkbox" data-letters>. */
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-letters]")) localStorage.setItem(OFF, event.target.checked ? "no" : "yes");
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-letters]").forEach((box) => { box.checked = !lettersOff(); box.parentElement.hidden = false; });
  });
})();
