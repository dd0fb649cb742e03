/**
 * What of a page came from a payload and is more than text: elements and attributes that no template
 * of ours has, addresses that lead away, and marks of payloads where no text is read.
 */
({ tags, attributes, markdown, words }) => {
  const MARK = /zz\d{3}z/;
  const READ = new Set(words);
  const WRITTEN = ".message__body, .question__words, .practice .prose, .card .prose";
  const faults = [];
  const all = [document, ...[...document.querySelectorAll("template")].map((template) => template.content)];
  const elements = all.flatMap((root) => [...root.querySelectorAll("*")]);
  for (const element of elements) {
    const tag = element.localName;
    const body = element.parentElement?.closest(WRITTEN);
    const known = body ? markdown : tags;
    if (!known.includes(tag)) faults.push(`<${tag}> ${element.outerHTML.slice(0, 200)}`);
    for (const { name, value } of element.attributes) {
      const isOdd = name.startsWith("on") || !(attributes.includes(name) || name.startsWith("data-") || name.startsWith("aria-"));
      if (isOdd || MARK.test(name)) faults.push(`${tag}[${name}] ${element.outerHTML.slice(0, 200)}`);
      if (MARK.test(value) && !READ.has(name)) faults.push(`${tag}[${name}=${value.slice(0, 200)}]`);
      if (body && !["href", "rel", "target", "class", "start", "data-mention"].includes(name)) faults.push(`${tag}[${name}] in a message`);
    }
    if (element.shadowRoot) faults.push(`${tag} has a shadow`);
    const url = element.href ?? element.src ?? element.action;
    if (typeof url !== "string" || !url || element.ownerDocument !== document) continue;
    // What is no address leads nowhere; it must not look like one of a script all the same.
    const { protocol, origin } = URL.canParse(url) ? new URL(url) : { protocol: /^https?:/.exec(url)?.[0], origin: "" };
    if (isMail(element)) continue;
    const isLeft = tag === "a" && body && element.rel.includes("noopener") && element.target === "_blank";
    if (origin !== location.origin && !(isLeft && ["http:", "https:", "mailto:"].includes(protocol))) faults.push(`${tag} leads to ${url}`);
  }
  /** An address that is written there in full, and nothing beside it. */
  function isMail(link) {
    const address = link.getAttribute("href")?.match(/^mailto:([^?]*)$/)?.[1];
    return address !== undefined && decodeURIComponent(address) === link.textContent;
  }
  return {
    faults,
    text: document.documentElement.textContent,
    values: elements.flatMap((element) => words.map((name) => element.getAttribute(name)).filter(Boolean)).join("\n"),
    marks: [...new Set(document.documentElement.outerHTML.match(/zz\d{3}z/g) ?? [])],
  };
};
