// The packed data of the one file: JSON, gzip, base64. kg/publish/html/writer.py packs what is unpacked here.

/** The JSON of a packed element; it stands behind the program, so that the first view need not wait for it. */
async function unpacked(id) {
  await new Promise((ready) => (document.readyState === 'loading' ? addEventListener('DOMContentLoaded', ready, { once: true }) : ready()));
  const text = document.getElementById(id).textContent;
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
}
