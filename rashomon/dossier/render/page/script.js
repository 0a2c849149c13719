"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, where = document) => Array.from(where.querySelectorAll(selector));
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel"), title = byId("panel-title"), found = panel.querySelector(".found"), status = byId("status");
  const has = (element, name, value) => (element.dataset[name] || "").split(" ").includes(value);
  const claims = [...new Set(all(".no[data-c]").map((e) => Number(e.dataset.c)))].sort((a, b) => a - b);
  const wide = matchMedia("(min-width: 1080px)"), sub = panel.querySelector(".sub");
  let current = null, cameFrom = null;

  /* A statement's note, copied from the list under its article; what it leads to stays the same. */
  function note(number) {
    const copy = byId("n" + number).cloneNode(true);
    copy.removeAttribute("id");
    all("[id]", copy).forEach((e) => e.removeAttribute("id"));
    return copy;
  }

  function clear() {
    all(".lit, .chosen").forEach((e) => e.classList.remove("lit", "chosen"));
    all(".not-here").forEach((e) => { e.hidden = true; });
    all(".absent-here").forEach((e) => e.classList.remove("absent-here"));
  }

  function reveal(element) {
    for (let d = element.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  }

  /* Light up a claim in every article, and bring its first words into sight in each. */
  function choose(claim, statement, scroll) {
    clear();
    const lit = all(".text .st, .text .ref, .edges a").filter((e) => has(e, "c", claim) || has(e, "list", claim));
    lit.forEach((e) => e.classList.add("lit"));
    const notes = [], where = [];
    all("article.article").forEach((article) => {
      const first = all(".st.lit", article)[0];
      article.classList.toggle("absent-here", !first);
      all(".reading", article).forEach((d) => { d.open = Boolean(first); });
      article.querySelector(".not-here").hidden = Boolean(first);
      if (!first) return;
      where.push(article.dataset.siglum);
      reveal(first);
      const text = article.querySelector(".text");
      const chosen = statement && all(".st", article).find((e) => has(e, "s", statement));
      if (wide.matches && !(chosen && !scroll)) text.scrollTop = (chosen || first).offsetTop - text.clientHeight / 3;
    });
    all(".notes > ol > li").forEach((li) => {
      if (all("a.words[data-s]", li).some((a) => a === li.querySelector(".what a") && a.dataset.c === claim)) notes.push(li.id.slice(1));
    });
    if (statement) {
      all(".text .st").filter((e) => has(e, "s", statement)).forEach((e) => e.classList.add("chosen"));
      notes.sort((a, b) => (b === statement) - (a === statement));
    }
    current = { claim, statement };
    root.classList.add("choosing");
    panel.hidden = false;
    title.textContent = "Claim " + claim;
    const about = notes.length && byId("n" + notes[0]).querySelector(".of-claim dd");
    sub.textContent = about ? about.textContent.replace(/^.*?, /, "") : "";
    found.replaceChildren(...notes.map(note));
    panel.scrollTop = 0;
    status.textContent = "Claim " + claim + ": " + notes.length + (notes.length === 1 ? " statement" : " statements") + " in " + (where.join(", ") || "no article shown");
    history.replaceState(null, "", "#claim-" + claim);
    if (scroll) bring(statement);
  }

  function bring(statement) {
    const first = (statement && all(".text .st").find((e) => has(e, "s", statement))) || document.querySelector(".text .st.lit");
    const target = wide.matches ? document.querySelector(".desk") : first || document.querySelector(".desk");
    target.scrollIntoView({ block: "start" });
  }

  function close() {
    clear();
    current = null;
    root.classList.remove("choosing");
    panel.hidden = true;
    status.textContent = "Nothing chosen";
    history.replaceState(null, "", location.pathname + location.search);
    if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: wide.matches });
  }

  function step(by) {
    const at = claims.indexOf(Number(current.claim));
    choose(String(claims[(at + by + claims.length) % claims.length]), null, false);
    if (!wide.matches) bring(null);
  }

  /* Of statements inside one another the innermost is meant; choosing again goes outwards. */
  function pick(span) {
    const statements = span.dataset.s.split(" ").reverse();
    const at = current ? statements.indexOf(current.statement) : -1;
    return statements[(at + 1) % statements.length];
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-go]");
    if (button) {
      if (button.dataset.go === "0") close(); else step(Number(button.dataset.go));
      return;
    }
    const span = event.target.closest(".text .st[data-s]");
    if (span && String(getSelection())) return;
    const link = span || event.target.closest("a[data-c]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const statement = span ? pick(span) : link.dataset.s || null;
    const ref = statement && byId("s" + statement);
    const claim = (ref && ref.dataset.c) || link.dataset.c;
    if (!claim) return;
    event.preventDefault();
    if (!link.closest(".panel")) cameFrom = span ? ref : link;
    choose(claim.split(" ")[0], statement, !link.closest(".text"));
    if (!span && link.closest(".text, .panel") === null) title.focus({ preventScroll: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) close();
  });

  addEventListener("beforeprint", () => all("details.paper").forEach((d) => { d.open = true; }));

  const asked = /^#claim-(\d+)$/.exec(location.hash);
  if (asked && claims.includes(Number(asked[1]))) choose(asked[1], null, true);
})();
