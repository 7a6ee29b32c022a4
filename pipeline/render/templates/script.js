(() => {
  const claims = [...document.querySelectorAll("details.claim")];
  const toggle = document.getElementById("toggle");
  const show = toggle.textContent;
  const label = () => {
    const all = claims.every((claim) => claim.open);
    toggle.textContent = all ? toggle.dataset.hide : show;
    toggle.setAttribute("aria-pressed", String(all));
    return all;
  };
  toggle.hidden = claims.length === 0;
  toggle.addEventListener("click", () => {
    const open = !label();
    for (const claim of claims) claim.open = open;
    label();
  });
  for (const claim of claims) claim.addEventListener("toggle", label);
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.activeElement.closest?.("details[open]");
    if (open) open.open = false;
  });
})();
