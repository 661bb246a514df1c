// Adds the points up while they are typed; without this the sum is shown after saving.
const total = document.querySelector("[data-points]");
const fields = [...document.querySelectorAll(".hf-points input")];
const add = () => {
  const sum = fields.reduce((so, field) => so + (Number(field.value) || 0), 0);
  total.textContent = String(Math.round(sum * 10) / 10);
};
if (total) fields.forEach((field) => field.addEventListener("input", add));
