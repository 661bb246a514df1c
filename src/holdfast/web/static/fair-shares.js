// Puts a slider beside each figure that has a value; without this the figure is typed, and the sums are the same.
for (const field of document.querySelectorAll("[data-slider]")) {
  const { min, max, step, now, words } = field.dataset;
  const slider = Object.assign(document.createElement("input"), { type: "range", min, max, step, className: "hf-figures__slider" });
  slider.setAttribute("aria-label", words);
  slider.value = field.value || now;
  slider.addEventListener("input", () => { field.value = slider.value; });
  field.addEventListener("input", () => { slider.value = field.value || now; });
  field.after(slider);
}
