// Holds a form back while there is no connection, so that what was chosen stays on the page; opens the comment of a low point.
// Without this the browser says itself that there is none, and Back leads to the page as it was left.
for (const form of document.querySelectorAll("form[data-offline]")) {
  const notice = document.getElementById(form.dataset.offline);
  form.addEventListener("submit", (event) => {
    notice.hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
  addEventListener("online", () => { notice.hidden = true; });
  form.addEventListener("change", (event) => {
    const question = event.target.closest(".hf-question");
    if (!question || event.target.type !== "radio") return;
    const comment = question.querySelector(".hf-comment");
    comment.open = Boolean(event.target.closest(".hf-low")) || comment.querySelector("textarea").value !== "";
  });
}
