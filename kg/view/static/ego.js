// The page around the picture: legend, search, author's card, list, labels, light and dark.
// Texts reach the page by textContent and canvas only, links only after a check of their scheme.
/* global network, nodes, edges */
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("kg-data").textContent);
  const authors = data.authors;
  const element = (id) => document.getElementById(id);
  const state = { selected: null, group: null, matches: null, hovered: null, dark: false };
  const neighbours = authors.map(() => new Map());
  for (const [start, end, papers, first, last, atLeast] of data.ties) {
    neighbours[start].set(end, { papers, first, last, atLeast });
    neighbours[end].set(start, { papers, first, last, atLeast });
  }
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = calm ? false : { duration: 350, easingFunction: "easeInOutQuad" };

  // --- small builders -------------------------------------------------------------------------

  function make(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function row(name, count, onClick) {
    const item = make("li");
    const button = make("button");
    button.type = "button";
    button.append(make("span", "name", name), make("span", "count", count));
    button.addEventListener("click", onClick);
    item.append(button);
    return item;
  }

  function link([label, address]) {
    const made = make("a", "", label);
    if (!address.startsWith("https://")) return make("span");
    made.href = address;
    made.target = "_blank";
    made.rel = "noopener noreferrer";
    return made;
  }

  const plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many);

  // --- the picture ----------------------------------------------------------------------------

  const groupColor = (group) => data.legend.items[group].color[state.dark ? 1 : 0];
  const nodeColor = (i) => groupColor(data.groups[i]);

  function lit() {
    if (state.selected !== null) {
      return new Set([state.selected, ...neighbours[state.selected].keys()]);
    }
    if (state.matches !== null) return state.matches;
    if (state.group !== null) {
      return new Set([...authors.keys()].filter((i) => data.groups[i] === state.group));
    }
    return null;
  }

  function paint() {
    const shown = lit();
    const ring = state.dark ? "#12161c" : "#ffffff";
    const strong = state.dark ? "#ffffff" : "#10161e";
    const crossing = data.ties.length > 400 ? 0.16 : 0.28;
    nodes.update(authors.map((_, i) => {
      const fill = nodeColor(i);
      const border = i === state.selected ? strong : ring;
      const same = { background: fill, border: i === state.selected ? strong : fill };
      return {
        id: i,
        opacity: shown === null || shown.has(i) ? 1 : 0.12,
        color: { background: fill, border, highlight: { background: fill, border: strong }, hover: same },
      };
    }));
    edges.update(data.ties.map(([start, end], i) => {
      const inside = data.groups[start] === data.groups[end];
      const color = inside ? nodeColor(start) : (state.dark ? "#8894a3" : "#8b95a3");
      let opacity = inside ? 0.45 : crossing;
      if (state.selected !== null) {
        const own = start === state.selected || end === state.selected;
        opacity = own ? 0.8 : shown.has(start) && shown.has(end) ? 0.2 : 0.04;
      } else if (shown !== null && !(shown.has(start) && shown.has(end))) {
        opacity = 0.04;
      }
      return { id: i, color: { color, highlight: color, hover: color, opacity } };
    }));
    network.redraw();
  }

  const sizes = new Map(nodes.get().map((node) => [node.id, node.size]));
  const byImportance = [...authors.keys()].sort((a, b) => sizes.get(b) - sizes.get(a) || a - b);
  const largest = sizes.get(byImportance[0]);

  function labelOrder(shown) {
    const first = [state.hovered, state.selected].filter((i) => i !== null);
    const rest = byImportance.filter((i) => !first.includes(i) && (shown === null || shown.has(i)));
    return [...new Set([...first, ...rest])];
  }

  // Labels keep their size on the screen and never lie on each other; those of the most central
  // authors, and of whoever is looked at, come first.
  function drawLabels(context) {
    const scale = network.getScale();
    const shown = lit();
    const places = network.getPositions();
    const taken = [];
    const box = element("mynetwork");
    const ends = [4, box.clientWidth - 4].map((x) => network.DOMtoCanvas({ x, y: 0 }).x);
    const most = Math.max(12, (box.clientWidth * box.clientHeight) / (shown === null ? 13000 : 7000));
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const i of labelOrder(shown)) {
      const wanted = i === state.selected || i === state.hovered;
      if (!wanted && taken.length > most * Math.max(1, scale * scale)) break;
      const pixels = wanted ? 14.5 : 10.5 + 4 * (sizes.get(i) / largest);
      context.font = `${wanted ? 650 : 500} ${pixels / scale}px system-ui, "Segoe UI", Roboto, sans-serif`;
      const text = shorten(authors[i].name, 34);
      const width = context.measureText(text).width;
      const { y } = places[i];
      const x = withinEdges(places[i].x, width / 2, ends);
      const top = y + sizes.get(i) + 4 / scale;
      const area = [x - width / 2, top, x + width / 2, top + (pixels * 1.25) / scale];
      if (!wanted && taken.some((t) => overlap(t, area))) continue;
      taken.push(area);
      context.lineWidth = 3.5 / scale;
      context.strokeStyle = state.dark ? "rgba(18,22,28,.88)" : "rgba(247,248,250,.9)";
      context.strokeText(text, x, top);
      context.fillStyle = state.dark ? "#e8ecf1" : "#1b2430";
      context.fillText(text, x, top);
    }
  }

  // The middle of a label of that half width: below its disc, or beside that where the edge of the
  // picture would cut it.
  function withinEdges(x, half, [left, right]) {
    if (x < left || x > right || 2 * half > right - left) return x;
    return Math.min(Math.max(x, left + half), right - half);
  }

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function shorten(text, most) {
    const letters = [...text];
    return letters.length <= most ? text : letters.slice(0, most - 1).join("") + "…";
  }

  // --- legend ---------------------------------------------------------------------------------

  function dot(color) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 12 12");
    svg.setAttribute("aria-hidden", "true");
    const circle = document.createElementNS(space, "circle");
    for (const [key, value] of [["cx", 6], ["cy", 6], ["r", 6], ["fill", color]]) {
      circle.setAttribute(key, value);
    }
    svg.append(circle);
    return svg;
  }

  function drawLegend() {
    element("legend-heading").textContent = data.legend.heading;
    const items = data.legend.items.map((group, i) => {
      const item = row(group.label, group.count.toLocaleString("en"), () => chooseGroup(i));
      const button = item.firstChild;
      button.prepend(dot(groupColor(i)));
      button.title = group.label;
      button.setAttribute("aria-pressed", String(state.group === i));
      return item;
    });
    element("legend").querySelector("ul").replaceChildren(...items);
  }

  function chooseGroup(i) {
    state.group = state.group === i ? null : i;
    state.selected = null;
    [...element("legend").querySelectorAll("button")].forEach((button, at) =>
      button.setAttribute("aria-pressed", String(state.group === at)));
    showList();
    paint();
  }

  // --- list and search ------------------------------------------------------------------------

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

  function search() {
    const wanted = fold(element("search").value);
    const exact = element("search").value.toLowerCase().trim();
    state.matches = wanted === "" ? null : new Set([...authors.keys()].filter((i) =>
      authors[i].key.includes(wanted) || authors[i].key.includes(exact)
        || fold(authors[i].name).includes(wanted)));
    state.selected = null;
    element("found").textContent = state.matches === null ? ""
      : state.matches.size === 0 ? "Nobody in this picture has that name."
        : plural(state.matches.size, "author found", "authors found");
    showList();
    paint();
  }

  function showList() {
    element("card").hidden = true;
    element("authors").hidden = false;
    const shown = lit();
    const listed = byImportance.filter((i) => shown === null || shown.has(i));
    const items = listed.map((i, at) => {
      const item = row(authors[i].name, plural(authors[i].n_papers, "paper", "papers"),
        () => choose(i, true));
      item.firstChild.tabIndex = at === 0 ? 0 : -1;
      item.firstChild.dataset.author = i;
      return item;
    });
    element("list").replaceChildren(...items);
    element("list-heading").textContent = shown === null ? "Authors"
      : plural(listed.length, "author", "authors");
  }

  // One stop for the Tab key; arrows, Home and End move inside.
  function moveInList(event) {
    const buttons = [...element("list").querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (target === undefined || !buttons[target]) return;
    event.preventDefault();
    buttons.forEach((button) => { button.tabIndex = -1; });
    buttons[target].tabIndex = 0;
    buttons[target].focus();
  }

  // --- card -----------------------------------------------------------------------------------

  function choose(i, bringIntoView) {
    state.selected = i;
    network.selectNodes([i], false);
    showCard(i);
    paint();
    if (bringIntoView) {
      network.focus(i, { scale: Math.max(network.getScale(), 0.6), animation: motion });
      element("card").focus();
    }
  }

  function showCard(i) {
    const author = authors[i];
    const back = make("button", "back", "‹ All authors");
    back.type = "button";
    back.addEventListener("click", clear);
    const name = make("h2", "", author.name);
    name.id = "card-name";
    name.dir = "auto";
    const card = element("card");
    card.replaceChildren(back, name, facts(author, i));
    for (const one of author.links) card.append(link(one));
    if (author.keywords.length) card.append(...words(author));
    if (neighbours[i].size) card.append(...people(i));
    if (author.papers.length) card.append(...papers(author));
    card.hidden = false;
    element("authors").hidden = true;
    element("card").closest("aside").scrollTop = 0;
  }

  function facts(author, i) {
    const list = make("dl");
    const tell = (name, value, meaning) => {
      const term = make("dt", "", name);
      if (meaning) term.title = meaning;
      list.append(term, make("dd", "", value));
    };
    tell("Papers", author.n_papers.toLocaleString("en"), "papers in this graph");
    if (author.years) tell("Years", author.years, "years of the earliest and newest paper");
    const here = neighbours[i].size;
    const all = author.n_coauthors;
    tell("Coauthors", all === null || all <= here ? String(here) : `${all} (${here} in this picture)`);
    for (const [label, value, meaning] of author.figures) {
      tell(label.charAt(0).toUpperCase() + label.slice(1), value, meaning);
    }
    tell("Id", author.id, "what kg calls this author");
    return list;
  }

  function words(author) {
    const list = make("ul", "words");
    list.append(...author.keywords.map((word) => make("li", "", word)));
    return [make("h3", "", "Keywords"), list];
  }

  function people(i) {
    const list = make("ul", "people");
    const ranked = [...neighbours[i]].sort((a, b) => b[1].papers - a[1].papers || a[0] - b[0]);
    list.append(...ranked.map(([other, tie]) => row(
      authors[other].name,
      (tie.atLeast ? "at least " : "") + plural(tie.papers, "paper", "papers"),
      () => choose(other, true))));
    return [make("h3", "", "Wrote with"), list];
  }

  function papers(author) {
    const list = make("ul", "papers");
    list.append(...author.papers.map((at) => {
      const paper = data.papers[at];
      const item = make("li");
      const title = make("div", "", paper.title);
      title.dir = "auto";
      const where = make("span", "where", [paper.year, paper.venue].filter(Boolean).join(", "));
      item.append(title, where, ...paper.links.map(link));
      return item;
    }));
    const part = author.papers.length < author.n_papers;
    return [make("h3", "", part ? `Newest ${author.papers.length} of ${author.n_papers} papers` : "Papers"), list];
  }

  function clear() {
    const before = state.selected;
    state.selected = state.group = state.matches = state.hovered = null;
    element("search").value = "";
    element("found").textContent = "";
    network.unselectAll();
    drawLegend();
    showList();
    paint();
    if (before !== null && document.activeElement === document.body) {
      const button = element("list").querySelector(`[data-author="${before}"]`);
      if (button) button.focus({ preventScroll: true });
    }
  }

  // --- theme, tools, start --------------------------------------------------------------------

  function setTheme(dark) {
    state.dark = dark;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    element("theme").setAttribute("aria-pressed", String(dark));
    drawLegend();
    paint();
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: motion });
  }

  function toggleSprings() {
    const on = element("springs").getAttribute("aria-pressed") !== "true";
    element("springs").setAttribute("aria-pressed", String(on));
    network.setOptions({ physics: { enabled: on } });
  }

  function showNotes() {
    if (!data.notes.length) return;
    element("notes").hidden = false;
    element("notes").querySelector("summary").textContent = data.notes[0];
    element("notes").querySelector("ul").append(...data.notes.map((note) => make("li", "", note)));
  }

  network.on("afterDrawing", drawLabels);
  network.on("hoverNode", ({ node }) => { state.hovered = node; network.redraw(); });
  network.on("blurNode", () => { state.hovered = null; network.redraw(); });
  network.on("click", (event) => (event.nodes.length ? choose(event.nodes[0], false) : clear()));
  element("fit").addEventListener("click", () => network.fit({ animation: motion }));
  element("closer").addEventListener("click", () => zoom(1.4));
  element("further").addEventListener("click", () => zoom(1 / 1.4));
  element("springs").addEventListener("click", toggleSprings);
  element("theme").addEventListener("click", () => setTheme(!state.dark));
  element("search").addEventListener("input", search);
  element("search").addEventListener("keydown", (event) => {
    const first = element("list").querySelector("button");
    if (event.key === "Enter" && state.matches !== null && first) first.click();
    if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
  });
  element("list").addEventListener("keydown", moveInList);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });

  element("scale").textContent = data.sizeBy ? `Larger discs: higher ${data.sizeBy}` : "";
  showNotes();
  showList();
  setTheme(window.matchMedia("(prefers-color-scheme: dark)").matches);
  network.fit();
  if (data.focus !== null) choose(data.focus, false);
})();
