// What one page measures, as plain values. Run in the page by test_small_screen.py.
() => {
  const shown = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
  const every = (what) => [...document.querySelectorAll(what)].filter(shown);
  const name = (one) =>
    `${one.tagName.toLowerCase()} ${one.name || ""} ${one.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}`;
  const asked = "input:not([type=hidden]), select, textarea";
  // A box to tick is pressed through the label around it.
  const target = (one) => (/checkbox|radio/.test(one.type) && one.closest("label")) || one;
  const height = (one) => target(one).getBoundingClientRect().height;
  const speaks = (one) =>
    [...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim());
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const labelled = (one) =>
    [...(one.labels || [])].some((label) => label.textContent.trim()) ||
    one.getAttribute("aria-label") ||
    document.getElementById(one.getAttribute("aria-labelledby"))?.textContent.trim();
  return {
    wide: document.documentElement.scrollWidth - window.innerWidth,
    small: every(`button, summary, ${asked}, nav a, .btn`)
      .filter((one) => height(one) < 43.5)
      .map((one) => `${name(one)}: ${height(one).toFixed(1)} px`),
    headings: every("h1").length,
    unlabelled: [...document.querySelectorAll(asked)].filter((one) => !labelled(one)).map(name),
    body: size(document.body),
    tiny: every("main p, main li, main td, main dd, main dt, main label, main a, main input")
      .filter((one) => speaks(one) && !one.closest("svg") && size(one) < 13)
      .map((one) => `${name(one)}: ${size(one)} px`),
    language: document.documentElement.lang,
    title: document.title,
  };
}
