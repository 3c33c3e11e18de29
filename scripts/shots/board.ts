export interface Board {
  readonly title: string;
  readonly line: string;
  readonly scheme: 'light' | 'dark';
  /** The picture in base64; drawn at one pixel a pixel. */
  readonly png: string;
  /** A page in a tab stands under its title, a popup beside it. */
  readonly inTab: boolean;
}

/** The ground that a store's picture stands on: the edge of an airmail letter, a line, the page itself. */
export const boardFor = ({ title, line, scheme, png, inTab }: Board): string => `<!doctype html>
<html lang="en">
<style>
  :root { color-scheme: ${scheme} }
  body {
    box-sizing: border-box; display: grid; width: 1280px; height: 800px; margin: 0; overflow: hidden;
    background: light-dark(#efece3, #0f1012); color: light-dark(#1d1f23, #eceae4);
    font-family: system-ui, sans-serif;
    ${inTab ? 'grid-template-rows: auto 1fr; justify-items: center; padding-top: 46px;' : 'grid-template-columns: 1fr auto; align-items: center; gap: 72px; padding: 0 96px;'}
  }
  body::before {
    content: ""; position: absolute; inset: 0 0 auto; height: 10px;
    background: repeating-linear-gradient(-60deg, #b3261e 0 30px, transparent 30px 48px, #1f4fa3 48px 78px, transparent 78px 96px);
  }
  header { ${inTab ? 'text-align: center; max-width: 1040px;' : ''} }
  h1 { margin: 0 0 ${inTab ? '6px' : '20px'}; font-size: ${inTab ? '34px' : '52px'}; line-height: 1.12; letter-spacing: -0.015em; text-wrap: balance }
  p { margin: 0; color: light-dark(#5a5e66, #a9adb5); font-size: ${inTab ? '20px' : '25px'}; line-height: 1.45; text-wrap: pretty }
  img { display: block; border-radius: 14px; box-shadow: 0 0 0 1px light-dark(#0001, #fff2), 0 24px 64px #0003; ${inTab ? 'margin-top: 28px' : ''} }
</style>
<header><h1>${title}</h1><p>${line}</p></header>
<img alt="" src="data:image/png;base64,${png}">
</html>`;
