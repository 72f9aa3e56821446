// The reader's choice of light or dark, kept on their own machine.
(() => {
  const root = document.documentElement;
  const kept = () => { try { return localStorage.getItem("scheme"); } catch { return null; } };
  const dark = () => (root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  if (kept() === "dark" || kept() === "light") root.dataset.scheme = kept();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-scheme]:not(html)");
    if (!button) return;
    const tell = () => button.setAttribute("aria-pressed", String(dark()));
    button.hidden = false;
    tell();
    button.addEventListener("click", () => {
      root.dataset.scheme = dark() ? "light" : "dark";
      try { localStorage.setItem("scheme", root.dataset.scheme); } catch { /* it lasts for this page */ }
      tell();
    });
  });
})();
