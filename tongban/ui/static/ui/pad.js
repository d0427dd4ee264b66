/* The signature pad: pointer events on a canvas; what is drawn goes with the form as a PNG. Without script one signs on paper. */
"use strict";
(() => {
  function start(form) {
    const canvas = form.querySelector("canvas"), pen = canvas.getContext("2d"), ink = form.elements.ink;
    let strokes = 0, drawing = false;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    function clear() {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 4; pen.lineCap = "round"; pen.lineJoin = "round"; pen.strokeStyle = "#000";
      strokes = 0; ink.value = "";
    }
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      drawing = true;
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
      strokes += 1;
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { drawing = false; });
    form.querySelector("[data-clear]").addEventListener("click", clear);
    form.addEventListener("submit", () => { ink.value = strokes > 4 ? canvas.toDataURL("image/png") : ""; });
    clear();
  }
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-pad]").forEach(start));
})();
