// Map projections on a sphere of radius 1: degrees in, x to the right and y downwards out.

const RAD = Math.PI / 180;

// Albers' equal-area conic (Snyder, Map Projections: A Working Manual, 1987, p. 100) with the standard parallels and the
// central meridian that maps of China use.
export function albers({ middle = 105, south = 25, north = 47, origin = 36 } = {}) {
  const n = (Math.sin(south * RAD) + Math.sin(north * RAD)) / 2;
  const c = Math.cos(south * RAD) ** 2 + 2 * n * Math.sin(south * RAD);
  const distance = (latitude) => Math.sqrt(Math.max(0, c - 2 * n * Math.sin(latitude * RAD))) / n;
  const base = distance(origin);
  return (longitude, latitude) => {
    const angle = n * around(longitude - middle) * RAD;
    const r = distance(latitude);
    return [r * Math.sin(angle), -(base - r * Math.cos(angle))];
  };
}

// Natural Earth projection (Patterson; polynomial by Šavrič, Jenny, Patterson, Petrovič and Hurni, 2011). Longitudes run on
// from 30° west, where the outlines of the world are cut, with the Pacific in the middle.
export function naturalEarth({ middle = 150 } = {}) {
  return (longitude, latitude) => {
    const p = latitude * RAD;
    const p2 = p * p;
    const p4 = p2 * p2;
    const across = 0.8707 + p2 * -0.131979 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4));
    const up = 1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4));
    return [(onward(longitude, middle) - middle) * RAD * across, -p * up];
  };
}

// Degrees as -180 to 180.
function around(degrees) {
  return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

// A longitude as it follows on the western edge of the map: 40° west is 320 on a map that begins at 30° west. The edge
// itself stays on the side on which an outline has it.
function onward(longitude, middle) {
  return longitude < middle - 180 ? longitude + 360 : longitude;
}
