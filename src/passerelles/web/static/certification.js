// Printing is the browser's: the button is there only where it can be pressed.
const button = document.querySelector("button.print");
if (button) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => window.print());
}
