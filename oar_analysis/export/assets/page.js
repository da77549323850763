// The page works without this file: it makes charts live when they come near the screen, and
// gives the PNG and SVG buttons something to do. No markup is ever built from a text.
"use strict";
(() => {
  const tooltip = document.createElement("div");
  tooltip.className = "tooltip";
  tooltip.setAttribute("role", "tooltip");
  tooltip.hidden = true;
  // Where the keyboard stands in a chart, to see and to hear.
  const ring = document.createElement("div");
  ring.className = "ring";
  ring.hidden = true;
  const spoken = document.createElement("p");
  spoken.className = "hidden";
  spoken.setAttribute("aria-live", "polite");
  document.querySelector("main").append(tooltip, ring, spoken);

  const text = (tag, content) => {
    const element = document.createElement(tag);
    element.textContent = String(content);
    return element;
  };

  const showTooltip = (_handler, event, _item, value) => {
    if (value === null || value === undefined || value === "") {
      tooltip.hidden = true;
      return;
    }
    const lines = typeof value === "object" ? Object.entries(value) : [["", value]];
    tooltip.replaceChildren(
      ...lines.map(([name, content]) => {
        const line = document.createElement("p");
        if (name) line.append(text("span", name + "\u00a0: "));
        line.append(text("strong", content));
        return line;
      }),
    );
    tooltip.hidden = false;
    const box = tooltip.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = Math.min(Math.max(8, event.clientX + 12), room - box.width - 8);
    const below = event.clientY + 16;
    const top = below + box.height > window.innerHeight ? event.clientY - box.height - 12 : below;
    tooltip.style.left = Math.max(8, left) + "px";
    tooltip.style.top = Math.max(8, top) + "px";
  };

  const hideTooltip = () => { tooltip.hidden = true; ring.hidden = true; };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTooltip();
  });
  document.addEventListener("scroll", hideTooltip, { passive: true });

  // An image asked for by a button: the drawing that stands in the page, wide, with its title.
  const still = (key) => document.getElementById(key + "-graphique").querySelector("img");
  const save = (href, name) => {
    const link = document.createElement("a");
    link.href = href;
    link.download = name;
    link.click();
  };
  const savePng = (image, name) => {
    const scale = 2;
    const copy = new Image();
    copy.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.width * scale;
      canvas.height = image.height * scale;
      const pen = canvas.getContext("2d");
      pen.fillStyle = "#ffffff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(copy, 0, 0, canvas.width, canvas.height);
      save(canvas.toDataURL("image/png"), name);
    });
    copy.src = image.src;
  };
  for (const button of document.querySelectorAll("button[data-image]")) {
    button.addEventListener("click", () => {
      const image = still(button.dataset.figure);
      const name = button.dataset.file + "." + button.dataset.image;
      if (button.dataset.image === "svg") save(image.src, name);
      else savePng(image, name);
    });
  }

  // The contents follow the reading: the last heading passed is the current one.
  const contents = document.querySelector(".toc");
  const links = contents ? [...contents.querySelectorAll("a")] : [];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const follow = () => {
    const current = headings.findLastIndex((one) => one && one.getBoundingClientRect().top < 140);
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (current >= 0 && contents.scrollHeight > contents.clientHeight) {
      contents.scrollTop = links[current].offsetTop - contents.clientHeight / 2;
    }
  };
  let asked = false;
  document.addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(() => { asked = false; follow(); });
    asked = true;
  }, { passive: true });
  follow();

  // Going to an action, an indicator or a figure by its name, or by a part of it.
  const seek = document.querySelector(".seek");
  if (seek) {
    const field = seek.querySelector("input");
    const places = [...seek.querySelectorAll("option")];
    const bare = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const go = () => {
      const wanted = bare(field.value.trim());
      const place = wanted && (places.find((one) => bare(one.value) === wanted)
        || places.find((one) => bare(one.value).includes(wanted)));
      field.setAttribute("aria-invalid", String(Boolean(wanted) && !place));
      if (!place) return;
      const target = document.getElementById(place.dataset.anchor);
      for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
      location.hash = place.dataset.anchor;
    };
    seek.addEventListener("submit", (event) => { event.preventDefault(); go(); });
    field.addEventListener("input", (event) => {
      if (event.inputType === "insertReplacementText" || !event.inputType) go();
    });
    seek.hidden = false;
  }

  const house = document.getElementById("charte");
  if (!house || typeof vegaEmbed !== "function") return;
  const config = JSON.parse(house.textContent);

  const wrapped = (note, length) => {
    const lines = [""];
    for (const word of note.split(" ")) {
      const last = lines.length - 1;
      const longer = lines[last] ? lines[last] + " " + word : word;
      if (longer.length <= length || !lines[last]) lines[last] = longer;
      else lines.push(word);
    }
    return lines;
  };

  // Every mark that tells something to the pointer tells it to the arrows, in the order drawn.
  const marksOf = (view) => {
    const found = new Map();
    const visit = (item, x, y) => {
      if (item.tooltip && item.bounds) {
        const { x1, x2, y1, y2 } = item.bounds;
        const told = JSON.stringify(item.tooltip);
        found.set(told, { told: item.tooltip, x: x + (x1 + x2) / 2, y: y + (y1 + y2) / 2 });
      }
      const inner = item.marktype ? [0, 0] : [item.x ?? 0, item.y ?? 0];
      for (const one of item.items ?? []) visit(one, x + inner[0], y + inner[1]);
    };
    visit(view.scenegraph().root, ...view.origin());
    return [...found.values()];
  };
  const browsable = (live, view) => {
    if (marksOf(view).length === 0) return;
    let at = -1;
    live.tabIndex = 0;
    // Set, not added: a chart drawn anew is gone through once.
    live.onblur = hideTooltip;
    live.onkeydown = (event) => {
      const marks = marksOf(view);
      const last = marks.length - 1;
      const places = {
        ArrowRight: Math.min(at + 1, last), ArrowDown: Math.min(at + 1, last),
        ArrowLeft: Math.max(at - 1, 0), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last,
      };
      if (!(event.key in places)) return;
      event.preventDefault();
      at = places[event.key];
      const box = live.querySelector("svg").getBoundingClientRect();
      const [left, top] = [box.left + marks[at].x, box.top + marks[at].y];
      showTooltip(null, { clientX: left, clientY: top }, null, marks[at].told);
      ring.hidden = false;
      ring.style.left = left + "px";
      ring.style.top = top + "px";
      spoken.textContent = [...tooltip.children].map((line) => line.textContent).join(", ");
    };
  };

  // The width of a chart; small multiples stand in the columns that it holds (theme.panel_grid).
  const panelled = (spec) => spec.usermeta?.panels !== undefined;
  const sized = (spec, width) => {
    if (!panelled(spec)) {
      spec.width = width;
      return;
    }
    const left = width - spec.usermeta.panels - 10 + 24;
    spec.columns = Math.max(1, Math.min(4, Math.floor(left / (104 + 24))));
    spec.spec.width = Math.floor(left / spec.columns) - 24;
  };

  const enliven = async (chart) => {
    const source = chart.querySelector("script.spec");
    const live = chart.querySelector(".live");
    const controls = chart.querySelector(".controls");
    const spec = JSON.parse(source.textContent);
    spec.config ??= config;
    const resizable = "resizable" in source.dataset;
    const width = Math.min(chart.clientWidth, 760);
    if (resizable) sized(spec, width);
    if (resizable && spec.usermeta?.notes) {
      spec.title.text = spec.usermeta.notes.flatMap((note) => wrapped(note, width / 6.3));
    }
    const holder = document.createElement("div");
    live.replaceChildren(holder);
    controls.replaceChildren();
    const result = await vegaEmbed(holder, spec, {
      mode: "vega-lite",
      renderer: "svg",
      ast: true,
      actions: false,
      defaultStyle: false,
      tooltip: showTooltip,
      bind: controls,
    });
    // Drawn marks carry roles without names: the container speaks for all of them.
    for (const child of live.children) child.setAttribute("aria-hidden", "true");
    live.hidden = false;
    browsable(live, result.view);
    chart.classList.add("is-live");
    if (!resizable) return null;
    // A view of one frame stretches; small multiples take other columns, so are drawn anew.
    return (wanted) => {
      if (!panelled(spec)) {
        if (Math.abs(result.view.width() - wanted) > 2) result.view.width(wanted).runAsync();
      } else if (Math.abs(width - wanted) > 2) {
        result.finalize();
        enlivened(chart);
      }
    };
  };

  const stretches = new Map();
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const width = Math.min(target.clientWidth, 760);
      if (width > 0) stretches.get(target)?.(width);
    }
  });
  const enlivened = (chart) => enliven(chart).then(
    (stretch) => {
      if (!stretch) return;
      stretches.set(chart, stretch);
      resized.observe(chart);
    },
    () => chart.classList.remove("is-live"), // the drawing stays
  );
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        enlivened(target);
      }
    },
    { rootMargin: "400px" },
  );
  for (const chart of document.querySelectorAll(".chart")) {
    if (chart.querySelector("script.spec")) near.observe(chart);
  }
})();
