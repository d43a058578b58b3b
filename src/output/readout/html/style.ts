// How the document looks: light and dark by the reader's own setting, on narrow screens, and on paper, where the marking and the number
// of the page stand in the margins of every page (margin boxes: Chromium 131, Safari 18.2). Contrast is AA at least (WCAG 2.2), in both.
import type { Marking } from '../content.js';

export const light =
  '--ground:#fff;--text:#1a1c20;--soft:#4d535c;--line:#c3c8d0;--band:#f2f4f7;--accent:#8f1212;--suspect:#7a4b00;--calm:#2c5d8f;--quiet:#73869c;--hatch:#5a6270;';
export const dark =
  '--ground:#14161a;--text:#e8eaee;--soft:#b3bac4;--line:#434a55;--band:#1f232a;--accent:#ff8a80;--suspect:#ffc66d;--calm:#8cc0f5;--quiet:#66748a;--hatch:#a5afbd;';

const screen = `
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 "Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif}
main,.top,.end{max-width:62rem;margin:0 auto;padding:0 1rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:2.6rem;background:var(--ground);padding:.3rem}
.marking{position:sticky;top:0;z-index:1;background:#000;text-align:right;padding:.25rem 1rem;font:bold 12pt/1.3 Arial,"Liberation Sans",sans-serif;color:#fff}
.marking .meaning{font-weight:normal;font-size:10pt;margin-right:1rem}
footer .marking{position:static}
h1{font-size:1.7rem;line-height:1.2;margin:1.2rem 0 .6rem}h2{font-size:1.3rem;margin:2rem 0 .5rem;border-bottom:2px solid var(--line);padding-bottom:.15rem}
h3{font-size:1.08rem;margin:1.4rem 0 .4rem}h4{font-size:1rem;margin:1.2rem 0 .3rem}p{margin:.5rem 0}li{margin:.3rem 0}
a{color:var(--calm)}p,li,dd,h1,h2,h3,h4,caption,.value{overflow-wrap:anywhere}td{overflow-wrap:break-word}
.verdict{border:1px solid var(--line);border-left:.6rem solid var(--quiet);background:var(--band);padding:.6rem 1rem;margin:.8rem 0}
.verdict strong{display:block;letter-spacing:.04em}
.verdict.intrusion{border-left-color:var(--accent)}.verdict.suspicion{border-left-color:var(--suspect)}.verdict.notAssessable{border-left-color:var(--calm)}
.about,.rests,.more,.caption{color:var(--soft);font-size:.9rem}
.class{color:var(--soft);font-size:.9rem;margin:.8rem 0 0;font-weight:bold}
nav ul{columns:18rem;padding-left:1.2rem}
ul.statements{padding-left:1.2rem}ul.numbered{list-style:none;padding:0}ul.numbered>li{margin:.9rem 0}
dl{display:grid;grid-template-columns:minmax(8rem,11rem) 1fr;gap:.25rem 1rem;margin:.8rem 0}dt{font-weight:bold}dd{margin:0}dd p{margin:0}
.wide{overflow-x:auto;margin:.9rem 0}
table{border-collapse:collapse;width:100%;font-size:.88rem}caption{text-align:left;font-weight:bold;padding:.2rem 0;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid var(--line);min-width:3.2rem}th{background:var(--band);overflow-wrap:normal}
td.value{min-width:7rem}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
pre{background:var(--band);border:1px solid var(--line);padding:.6rem;overflow-x:auto;font-size:.82rem;line-height:1.4}
code,pre{font-family:ui-monospace,Consolas,"Liberation Mono",monospace}
figure{margin:1rem 0}figcaption{font-weight:bold}figure .wide svg{min-width:36rem}
svg.picture{display:block;width:100%;height:auto;font:12px "Segoe UI","Helvetica Neue",Arial,"Liberation Sans",sans-serif;fill:var(--text)}
svg .small{font-size:11px}svg .figure{font-variant-numeric:tabular-nums}
svg .lane{fill:var(--band)}svg .tick{stroke:var(--line)}svg .mark{stroke:var(--text);stroke-dasharray:2 3}
svg .hatch-ground{fill:var(--ground)}svg .hatch-line{stroke:var(--hatch);stroke-width:3}
svg .noSignIn{fill:var(--accent)}svg .suspect{fill:var(--ground);stroke:var(--suspect);stroke-width:2}svg .undecided,svg .blind{stroke:var(--hatch)}
svg .sign-ins{stroke:var(--calm);stroke-width:4}svg .finding{fill:var(--calm);stroke:var(--ground)}
svg .class.explained{fill:var(--quiet)}svg .class.background{fill:var(--band);stroke:var(--quiet)}svg .class.notAssessable{stroke:var(--hatch)}svg .class.unexplained{fill:var(--accent)}
svg .box{fill:var(--band);stroke:var(--line)}svg .link{fill:none;stroke:var(--soft)}
svg .cell.seen{fill:var(--quiet)}svg .cell.case{fill:var(--accent)}svg .cell.gap{stroke:var(--hatch)}
.running{display:none}`;

const narrow =
  '@media (max-width:40rem){body{font-size:.95rem}dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}.marking .meaning{display:block;margin:0}}';

/** On paper. The number of the page and the marking are in the margins; a picture and a row are never cut. */
const paper = ({ label, colour }: Marking): string => `
@page{size:A4;margin:16mm 15mm 15mm;
@top-left{content:"Letterlock";font:9pt Arial,"Liberation Sans",sans-serif;color:#4d535c}
@top-right{content:"${label}";font:bold 12pt Arial,"Liberation Sans",sans-serif;color:${colour};background:#000;padding:1mm 2mm;margin:3.5mm 0;width:52mm}
@bottom-left{content:"Page " counter(page) " of " counter(pages);font:9pt Arial,"Liberation Sans",sans-serif;color:#4d535c}
@bottom-right{content:"${label}";font:bold 12pt Arial,"Liberation Sans",sans-serif;color:${colour};background:#000;padding:1mm 2mm;margin:3.5mm 0;width:52mm}}
@media print{:root{${light}color-scheme:light}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:10pt}body{font-size:10pt;line-height:1.36}main,.top,.end{max-width:none;padding:0}
.marking,.skip,nav{display:none}
h1{font-size:16pt;margin:0 0 2mm}h2{font-size:12pt;margin:3.5mm 0 1mm;border-bottom-width:1px;break-after:avoid}h3,h4{font-size:10.5pt;break-after:avoid}
h2+p,h2+dl dt{break-after:avoid}p{margin:1mm 0}li{margin:.6mm 0}.verdict{padding:1.5mm 3mm;margin:2mm 0}.class{margin:1mm 0 0;break-after:avoid}
ul,ol{margin:1mm 0}figure{margin:2mm 0;break-inside:avoid}.wide{overflow:visible}figure .wide svg{min-width:0}
tr,li,dd{break-inside:avoid}thead{display:table-header-group}caption{break-after:avoid}
table{font-size:8pt}th,td{min-width:0;padding:.5mm 1mm}td.value{min-width:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:8pt}
.minister{font-size:9pt;line-height:1.27}.minister h1{font-size:14pt;margin-bottom:1mm}.minister h2{margin:1.7mm 0 .4mm;font-size:10.5pt}.minister li{margin:.2mm 0}.minister ul,.minister ol{margin:.5mm 0}.minister .class{margin-top:.6mm}.minister figure{margin:1mm 0}.minister svg.picture{max-height:29mm}.minister .caption{display:none}.end{margin-top:2mm}}
@supports (-moz-appearance:none){@media print{.running{display:block;position:fixed;top:0;right:0;background:#000;color:${colour};font:bold 12pt Arial,sans-serif;padding:1mm 2mm}}}`;

/** The whole style sheet. Holds nothing from a log: the marking is one of five. */
export const styleSheet = (marking: Marking): string =>
  `:root{color-scheme:light dark;${light}}@media (prefers-color-scheme:dark){:root{${dark}}}${screen}
.marking .label{color:${marking.colour}}
${narrow}${paper(marking)}
`;
