// Values in classes of colour: at most five steps, by quantiles; values of both signs get two colours that part at zero.

const STEPS = 5;
const SIDE = 3;

// Returns { classOf(value) → CSS class, steps: [{ name, low, high, count }] from low to high }.
export function shades(values) {
  const sorted = [...values].sort((a, b) => a - b);
  if (!sorted.length) return { classOf: () => "", steps: [] };
  const negative = sorted.filter((value) => value < 0);
  const rest = sorted.filter((value) => value >= 0);
  const parted = negative.length > 0 && rest.length > 0;
  const groups = parted
    ? [...named("less", cut(negative, SIDE).reverse(), SIDE).reverse(), ...named("more", cut(rest, SIDE), SIDE)]
    : named("step", cut(sorted, STEPS), STEPS);
  const steps = groups.map(({ group, name }) => ({ name, low: group[0], high: group[group.length - 1], count: group.length }));
  return { steps, classOf: (value) => (steps.find((step) => value <= step.high) ?? steps[steps.length - 1]).name };
}

// Groups with the names of their classes, spread over all steps; a single one has the middle step.
function named(name, groups, most) {
  return groups.map((group, i) => ({ group, name: `${name}-${groups.length === 1 ? Math.ceil(most / 2) : 1 + Math.round((i * (most - 1)) / (groups.length - 1))}` }));
}

// Sorted values in at most `most` groups of about equal size; equal values stay together.
function cut(sorted, most) {
  const distinct = [...new Set(sorted)];
  if (distinct.length <= most) return distinct.map((value) => sorted.filter((other) => other === value));
  const groups = [];
  let from = 0;
  for (let i = 1; i <= most && from < sorted.length; i++) {
    let to = Math.max(Math.round((sorted.length * i) / most), from + 1);
    while (to < sorted.length && sorted[to] === sorted[to - 1]) to++;
    groups.push(sorted.slice(from, to));
    from = to;
  }
  return groups;
}
