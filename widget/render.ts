/**
 * Preact's `render` and JSX runtime, as far as this widget goes: function components without
 * hooks or keys, drawn whole after every change. The views are ordinary Preact (types and all);
 * the build puts this file in Preact's place, because 4.2 kB of a 9.2 kB script went to parts of
 * it that nothing here calls. Without the two aliases of vite.config.ts it is Preact again.
 */
type Props = Record<string, unknown> & { children?: Child };
type Drawn = { type: string; props: Props };
type Child = Drawn | string | number | boolean | null | undefined | Child[];
type Component = (props: Props) => Child;
/** Nodes of another shape are replaced, so no attribute or listener is ever left behind. */
type Shaped = ChildNode & { shape?: string };

/** Components are called as they are written, so what is left to draw is elements and texts. */
export const jsx = (type: string | Component, props: Props): Child =>
  typeof type === 'string' ? { type, props } : type(props);
export const jsxs = jsx;
export const Fragment: Component = ({ children }) => children;

/** Makes the children of `parent` what they should be, touching only what differs. */
export function render(children: Child, parent: Node): void {
  const list = [children].flat(9) as Exclude<Child, Child[]>[];
  list.forEach((child, at) => {
    const drawn = child && typeof child === 'object';
    const shape = drawn ? child.type + Object.keys(child.props) : '';
    let node: Shaped | undefined = parent.childNodes[at];
    if (node?.shape !== shape) {
      const fresh: Shaped = drawn ? create(child.type) : new Text();
      fresh.shape = shape;
      if (node) node.replaceWith(fresh);
      else parent.appendChild(fresh);
      node = fresh;
    }
    if (drawn) {
      render(child.props.children, node);
      dress(node as HTMLElement, child.props);
    } else {
      // An absent child keeps its place as an empty text, so that its neighbours stay themselves.
      const text = child || child === 0 ? `${child}` : '';
      if (node.nodeValue !== text) node.nodeValue = text;
    }
  });
  while (parent.childNodes.length > list.length) parent.lastChild?.remove();
}

const create = (type: string): Element =>
  document.createElementNS(
    `http://www.w3.org/${/svg|path/.test(type) ? '2000/svg' : '1999/xhtml'}`,
    type,
  );

function dress(node: HTMLElement, { style, ...props }: Props): void {
  delete props.children;
  // Through the object model, since a strict CSP blocks the attribute.
  for (const name in style as object) {
    node.style.setProperty(name, (style as Record<string, string>)[name] as string);
  }
  for (const name in props) {
    const value = props[name] as string | number | boolean | ((event: Event) => unknown) | null;
    const key = name.toLowerCase() as 'onclick' & 'title';
    if (typeof value === 'function') {
      // Whatever a listener returns: `false` would undo the key that was pressed.
      node[key] = ((event: Event) => {
        value(event);
      }) as never;
    } else if (/^(val|check)/.test(name)) {
      if (node[key] !== value) node[key] = value as never;
    } else if (value == null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, `${value}`);
  }
}
