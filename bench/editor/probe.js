// Notes in every page what the measurements need: when cards came, long tasks, shifts, slow events, frames.
window.bench = { ready: null, long: [], shifts: [], events: [], frames: [] };

(() => {
  const { bench } = window;
  const watch = (type, take, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
  watch("longtask", (entry) => bench.long.push(entry.duration));
  watch("layout-shift", (entry) => entry.hadRecentInput || bench.shifts.push(entry.value));
  watch("event", (entry) => bench.events.push({ name: entry.name, duration: entry.duration }), { durationThreshold: 16 });

  const cards = new MutationObserver(() => {
    if (!document.querySelector(".react-flow__node")) return;
    cards.disconnect();
    requestAnimationFrame(() => setTimeout(() => (bench.ready = performance.now())));
  });
  cards.observe(document, { childList: true, subtree: true });

  let isOn = false;
  bench.start = () => {
    bench.long.length = bench.shifts.length = bench.events.length = bench.frames.length = 0;
    isOn = true;
    let last = performance.now();
    const next = (now) => {
      bench.frames.push(now - last);
      last = now;
      if (isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  };
  bench.stop = () => {
    isOn = false;
    const { long, shifts, events, frames } = bench;
    return { long, shifts, events, frames };
  };
})();
