/** The page's style. Only problems have a colour. No rule loads anything. */

const TOKENS = `:root{color-scheme:light dark;
--bg:light-dark(#fff,#131517);--sub:light-dark(#f6f6f4,#1a1d20);
--ink:light-dark(#1b1e22,#e9ebee);--ink2:light-dark(#545b64,#a9b0b9);--ink3:light-dark(#6a717a,#8d949e);
--line:light-dark(#e4e5e7,#2b2f34);--line2:light-dark(#838991,#6f767f);--focus:light-dark(#0b57d0,#8ab4f8);
--failing:light-dark(#b3261e,#ff8f80);--late:light-dark(#8a5200,#eeb04b);--late-mark:light-dark(#c77800,#e3a23a);
--unknown:light-dark(#6941b8,#bba1f6);--fine:light-dark(#22695a,#6cc7ae);--muted:var(--ink3);
--bar:light-dark(#5b7c9e,#7d9fc2);--top:light-dark(#143d66,#d3e5f8);--old:light-dark(#7c8896,#738090);
--allow:light-dark(#e3edf5,#20303d);--tint:light-dark(#fdf3f1,#241817);--glyph:light-dark(#fff,#131517);
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Inter,Roboto,"Noto Sans","Liberation Sans","Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace;
--cols:92px minmax(200px,1fr) 118px 132px minmax(290px,380px) 92px 32px}
:root:has(#th-l:checked){color-scheme:light}
:root:has(#th-d:checked){color-scheme:dark}
`;

const BASE = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:64px}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.45 var(--sans);font-variant-numeric:tabular-nums}
.page{max-width:1320px;margin:0 auto;padding:0 32px 64px}
h1,h2,h3,p,dl,dd,table,ul,fieldset{margin:0;padding:0}
h1{max-width:22em;font-size:30px;line-height:1.18;font-weight:650;letter-spacing:-.018em;text-wrap:balance}
h2{font-size:17px;font-weight:650}
h3{margin-bottom:6px;font-size:12px;font-weight:600;color:var(--ink2)}
code,.mono{font-family:var(--mono);font-size:.92em}
button,input,select{font:inherit;color:inherit}
a{color:inherit;text-underline-offset:2px}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999px;top:8px;z-index:9;padding:8px 12px;background:var(--bg)}
.skip:focus{left:8px}
svg{display:block}
.i{flex:none;width:16px;height:16px}
.failing{color:var(--failing)}.late{color:var(--late)}.unknown{color:var(--unknown)}.fine{color:var(--fine)}.muted{color:var(--muted)}
.k{color:var(--ink2)}
.i.late,.strip .late,.age svg .late{color:var(--late-mark)}
.btn{height:34px;padding:0 12px;border:1px solid var(--line2);border-radius:6px;background:none;font-size:13px;cursor:pointer}
.btn:hover{background:var(--sub)}
`;

const TOP = `.mast{display:flex;gap:4px 20px;align-items:center;padding:14px 0;border-bottom:1px solid var(--line);font-size:13px;color:var(--ink2)}
.mast b{font-weight:600;color:var(--ink)}
.mt{display:flex;flex:1;flex-wrap:wrap;gap:2px 20px;min-width:0;overflow-wrap:anywhere}
.theme{display:flex;padding:2px;border:1px solid var(--line);border-radius:6px}
.theme label{position:relative;padding:1px 9px;border-radius:4px;cursor:pointer}
.theme label:has(:checked){background:var(--sub);color:var(--ink);box-shadow:0 0 0 1px var(--line)}
.theme label:has(:focus-visible),.tabs label:has(:focus-visible){outline:2px solid var(--focus)}
.stale{margin:16px 0 0;padding:8px 12px;border-left:3px solid var(--late-mark);background:var(--sub)}
.top{display:grid;grid-template-columns:minmax(0,1fr) 400px;gap:28px 56px;align-items:start;padding:28px 0 22px}
.lede{max-width:44em;margin-top:10px;font-size:16px;line-height:1.5;color:var(--ink2);text-wrap:pretty;overflow-wrap:anywhere}
.lede b{font-weight:600;color:var(--ink)}
.lede a{text-decoration-color:var(--line2)}
.fleet{margin-top:22px}
.strip{width:100%;height:8px;border-radius:2px;overflow:hidden}
.strip .fine{opacity:.55}
.counts{display:grid;grid-template-columns:repeat(5,1fr);margin-top:10px}
.counts button{margin-right:16px;padding:6px 0 8px;border:0;border-bottom:2px solid transparent;background:none;text-align:left;cursor:pointer}
.counts button:hover{border-color:var(--line)}
.counts button[aria-pressed=true]{border-color:currentColor}
.counts .n{display:flex;align-items:center;gap:8px;font-size:28px;line-height:1.15;font-weight:600;letter-spacing:-.02em}
.counts .w{display:block;font-size:13px;color:var(--ink2)}
.counts .fine .n,.counts .muted .n{font-weight:500;color:var(--ink2)}
.counts .z .n,.counts .z .i{font-weight:500;color:var(--ink3)}
.by{min-width:0;font-size:13px}
.by>summary{display:none}
.by>div{max-height:236px;overflow:auto}
.tabs{display:flex;gap:14px;padding:0 0 6px;border:0}
.tabs label{position:relative;padding-bottom:2px;border-bottom:2px solid transparent;color:var(--ink2);cursor:pointer}
.tabs label:has(:checked){border-color:var(--ink);font-weight:600;color:var(--ink)}
.by table{width:100%;border-collapse:collapse;table-layout:fixed}
.by th,.by td{padding:2px 0;border-top:1px solid var(--line);font-weight:400;text-align:right}
.by th:first-child{width:auto;text-align:left;overflow-wrap:anywhere}
.by th:not(:first-child),.by td{width:42px}
.by thead th{padding-bottom:4px;border:0}
.by thead .i{width:14px;height:14px;margin-left:auto}
.by td:not(.z){font-weight:600}
.by td.fine{font-weight:400;color:var(--ink2)}
.by td.z{color:var(--ink3)}
.by button{padding:0;border:0;background:none;text-align:left;cursor:pointer}
.by button:hover,.by button[aria-pressed=true]{text-decoration:underline;text-underline-offset:3px}
.by button[aria-pressed=true]{font-weight:600}
.by:not(:has(#by-o:checked)) .t-o,.by:not(:has(#by-v:checked)) .t-v,.by:not(:has(#by-l:checked)) .t-l{display:none}
`;

const TOOLS = `.list-section{position:relative;outline:0}
.tools{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;padding:14px 0 8px;border-top:1px solid var(--line)}
.tools input[type=search],.tools select{height:34px;padding:0 10px;border:1px solid var(--line2);border-radius:6px;background:var(--bg);font-size:13px}
.tools input[type=search]{width:230px}
.tools select{width:140px}
.tools:has(#reset:not([hidden]))>.legend li:nth-child(n+3){display:none}
.tools .sp{flex:1}
.tools output{font-size:13px;color:var(--ink2)}
.tools .phone{display:none}
.legend{display:flex;flex-wrap:wrap;gap:4px 14px;margin-left:6px;list-style:none;font-size:12px;color:var(--ink2)}
.legend li{display:flex;align-items:center;gap:5px}
.legend svg{flex:none;width:18px;height:18px}
.marks{position:relative;font-size:12px;color:var(--ink2)}
.marks summary{padding:6px 0;list-style:none;text-decoration:underline;text-underline-offset:3px;cursor:pointer}
.marks summary::-webkit-details-marker,.x summary::-webkit-details-marker{display:none}
.marks ul{position:absolute;top:34px;right:0;z-index:5;display:grid;grid-template-columns:auto auto;gap:6px 24px;width:max-content;max-width:calc(100vw - 32px);margin:0;padding:12px 16px;border:1px solid var(--line2);border-radius:6px;background:var(--bg)}
.few .tools>:not(.legend,.marks,.sp),.few .list .x{display:none!important}
.none{padding:40px 0;text-align:center;color:var(--ink2)}
`;

const LIST = `.list{display:block;width:100%;font-size:14px}
.list>thead{position:sticky;top:0;z-index:4;display:block;background:var(--bg);border-bottom:1px solid var(--line2)}
.list tr{display:grid;grid-template-columns:var(--cols);column-gap:18px}
.list th,.list td{display:block;min-width:0;padding:0;text-align:left;font-weight:400}
.list>thead tr{align-items:end;min-height:38px}
.list>thead th{padding:8px 0 6px;font-size:12px;color:var(--ink2)}
.list>thead .tl{position:relative}
.list>thead button{padding:0;border:0;background:none;font-weight:600;color:var(--ink2);white-space:nowrap;cursor:pointer}
.list>thead button:hover,th[aria-sort$=ending] button{color:var(--ink)}
th[aria-sort=ascending] button::after{content:" ↑" / ""}
th[aria-sort=descending] button::after{content:" ↓" / ""}
.axis line{stroke:var(--line2)}
.list>tbody{position:relative;display:block;border-bottom:1px solid var(--line)}
.list>tbody[hidden]{display:none}
.list>tbody:hover{background:var(--sub)}
.many>tbody{content-visibility:auto;contain-intrinsic-size:auto 62px}
.many>tbody:is([data-s="0"],[data-s="1"],[data-s="2"]){contain-intrinsic-size:auto 112px}
.list .m{align-items:start;min-height:58px;padding:8px 0 7px}
.st,.list .st{display:flex;align-items:center;gap:7px;font-weight:600;white-space:nowrap}
.list>tbody:is([data-s="3"],[data-s="4"]) .m .st{font-weight:400}
.nm{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;font-weight:600;overflow-wrap:anywhere}
.id,small{display:block;font-size:12px;line-height:18px;color:var(--ink2)}
.id,.ow{overflow-wrap:anywhere}
.age b{font-weight:600}
.age svg{width:112px;height:4px;margin-top:4px}
.tr{fill:var(--line)}.lim{fill:var(--ink)}
.tl svg,.big svg{width:100%;height:auto;overflow:visible}
.list .sz{text-align:right}
.sz .bad{font-weight:600;color:var(--failing)}
.list .x{margin-top:-4px}
.x summary{display:grid;place-items:center;width:32px;height:32px;border-radius:6px;list-style:none;color:var(--ink2);cursor:pointer}
.x summary:hover{background:var(--line)}
.x summary svg{width:12px;height:12px;transition:transform .12s}
.x details[open] svg{transform:rotate(180deg)}
.list .f{margin-top:-3px;padding:0 0 12px}
.list .f td{grid-column:2/7}
.f .what{font-weight:500;text-wrap:pretty;overflow-wrap:anywhere}
.f .do{color:var(--ink2);text-wrap:pretty;overflow-wrap:anywhere}
.f .do b{font-weight:600;color:var(--ink)}
`;

const DETAIL = `.list .d{display:none}
.list>tbody:has(details[open]){background:var(--sub);box-shadow:-32px 0 0 var(--sub),32px 0 0 var(--sub)}
.list>tbody:has(details[open]) .d{position:relative;z-index:3;display:block;background:var(--sub)}
.list .d>td{padding:4px 0 24px 110px}
.big{margin:4px 0 18px}
.big svg{--thin:.5;--bars:.6;--loss:2.2;--cross:1.3}
.big text,#ax text{font:3.9px var(--sans);fill:var(--ink2)}
.two{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,7fr);gap:20px 40px}
.kv{display:grid;grid-template-columns:108px minmax(0,1fr);gap:3px 12px;font-size:13px}
.kv dt{color:var(--ink2)}
.kv dd{overflow-wrap:anywhere}
.ck,.at,.cov{width:100%;border-collapse:collapse;font-size:13px}
.list :is(.ck,.at) tr{display:table-row}
.list :is(.ck,.at) :is(th,td){display:table-cell;padding:3px 14px 3px 0;border-top:1px solid var(--line);vertical-align:baseline;overflow-wrap:anywhere}
.list :is(.ck,.at) thead th{padding-top:0;border:0;font-size:12px;font-weight:600;color:var(--ink2);overflow-wrap:normal}
.ck .st{display:inline-flex}
.ck td:nth-child(3){color:var(--ink2)}
.at{margin-top:18px}
.at caption{padding-bottom:4px;text-align:left;font-size:12px;font-weight:600;color:var(--ink2)}
.list .at :is(th,td):nth-child(4){text-align:right;white-space:nowrap}
.list .at td:last-child{font:12px/1.6 var(--mono)}
.cmd{display:flex;gap:8px;align-items:stretch;margin-top:16px}
.cmd code{flex:1;min-width:0;padding:7px 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);font-size:12px;overflow-wrap:anywhere}
`;

const MARKS = `.w5{stroke-width:calc(5px*var(--bars,1))}.w3{stroke-width:calc(3px*var(--bars,1))}.w1{stroke-width:calc(1.5px*var(--bars,1))}
.b,.l,.p,.s,.o,.c,.inc,.fu,.r,.gap{fill:none}
.b,.u,.inc{stroke:var(--bar)}.u{fill:var(--bar);stroke-width:1.4}.inc{stroke-width:1.6}
.l{stroke:var(--top)}.dm{fill:var(--top)}.dm.bad{fill:var(--failing)}
.o{stroke:var(--old);stroke-width:var(--thin,1)}
.c{stroke:var(--failing);stroke-width:var(--cross,1.9);stroke-linecap:round}
.p{stroke:var(--late-mark)}
.s{stroke:var(--failing)}.g{fill:var(--tint);stroke:var(--failing);stroke-width:var(--thin,1.2)}
.r,.fu{stroke:var(--ink2);stroke-width:var(--thin,1.5)}
.al{fill:var(--allow)}.bl{stroke:var(--line2);stroke-width:var(--thin,1)}.nw{stroke:var(--ink2);stroke-width:var(--thin,1)}
.gap,[class^=e-]{stroke-width:var(--loss,4)}
.gap,.e-late{stroke:var(--late-mark)}.e-failing{stroke:var(--failing)}.e-fine{stroke:var(--bar)}.e-muted,.e-unknown{stroke:var(--old)}
.na{fill:none;stroke:var(--line2);stroke-dasharray:3 4}
.tl text{font:11px var(--sans);fill:var(--ink2)}
.cross{position:absolute;z-index:2;width:0;border-left:1px solid var(--line2);pointer-events:none}
.crossd{position:absolute;bottom:6px;padding:0 5px;border-radius:3px;background:var(--ink);color:var(--bg);font-size:11px;line-height:16px;white-space:nowrap;pointer-events:none;transform:translateX(-50%)}
`;

const PROOF = `.sec{margin-top:44px;padding-top:16px;border-top:1px solid var(--line)}
.sec>p{max-width:72ch;margin-top:4px;color:var(--ink2);overflow-wrap:anywhere}
.ev{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:24px 48px;margin-top:16px}
.ev .kv{grid-template-columns:104px minmax(0,1fr)}
.cov{margin-top:12px}
.cov :is(th,td){padding:5px 16px 5px 0;border-top:1px solid var(--line);font-weight:400;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.cov thead th{border:0;font-size:12px;font-weight:600;color:var(--ink2)}
`;

const SCREENS = `@media screen and (max-width:1180px){:root{--cols:88px minmax(180px,1fr) 124px minmax(270px,340px) 32px}
.list .ow,.list .sz,.tools>.legend{display:none}
.list .f td{grid-column:2/5}
.top{grid-template-columns:minmax(0,1fr) 320px;gap:28px 36px}}
@media print,(min-width:1181px){.own{display:none}}
@media screen and (max-width:900px){.top{grid-template-columns:minmax(0,1fr)}.two{grid-template-columns:1fr}.ev{grid-template-columns:1fr 1fr}.list .d>td{padding-left:0}}
@media screen and (max-width:820px){
.page{padding:0 16px 48px}
h1{font-size:25px}
.lede{font-size:15px}
.top{gap:16px;padding:20px 0 16px}
.fleet{margin-top:18px}
.mast{padding:10px 0;font-size:12px}
.mt{gap:0 10px}.mt span{width:100%}.mast .hide{display:none}
.theme label{padding:1px 7px}
.counts button{min-width:0;margin-right:4px}.counts .n{gap:5px;font-size:21px}.counts .n .i{width:14px;height:14px}.counts .w{font-size:12px}
.by>summary{display:list-item;padding:6px 0;font-weight:600;cursor:pointer}
.by[open]>summary{margin-bottom:8px}
.tools input[type=search]{flex:1 1 100%;width:auto;height:40px;font-size:16px}
.tools select{flex:1 1 40%;width:auto;min-width:0;height:40px}
.tools .phone{display:block}
.tools .btn{height:36px}
.tools #all,.tools .sp{display:none}
.tools output{flex:1;order:5}.marks{order:6}
.list>thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.list>tbody{padding:14px 0}
.many>tbody{contain-intrinsic-size:auto 168px!important}
.list .m{grid-template-areas:"st x" "nm nm" "ag ag" "tl tl";grid-template-columns:minmax(0,1fr) auto;gap:2px 12px;min-height:0;padding:0}
.m .st{grid-area:st}.m .who{grid-area:nm}.m .tl{grid-area:tl;margin-top:6px}.m .x{grid-area:x}
.list .m .age{grid-area:ag;display:flex;flex-wrap:wrap;align-items:baseline;gap:0 8px;margin-top:4px}
.m .age svg{order:3;align-self:center;width:104px;margin:0 0 0 auto}
.list .x summary{width:44px;height:36px;margin:-6px -8px -6px 0}
.nm{font-size:16px}
.list .f{grid-template-columns:minmax(0,1fr);margin:0;padding:8px 0 0}
.list .f td{grid-column:1}
.list>tbody:has(details[open]){box-shadow:-16px 0 0 var(--sub),16px 0 0 var(--sub)}
.list .d>td{padding:14px 0 6px}
.big{display:none}
.ev{grid-template-columns:1fr}
.list .at :is(th,td):is(:nth-child(3),:nth-child(5)),.cov :is(th,td):is(:nth-child(3),:nth-child(4)){display:none}
.kv{grid-template-columns:84px minmax(0,1fr)}
.cmd{flex-direction:column}.cmd .btn{align-self:flex-start}}
@media(scripting:none){.tools input,.tools select,.tools label,.btn{display:none!important}.counts button,.by button,.list>thead button{cursor:default;pointer-events:none}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media(forced-colors:active){.counts button,.tabs label{border-color:Canvas}.tabs label:has(:checked){border-color:CanvasText}.counts button[aria-pressed=true]{border-color:Highlight}.b,.l,.p,.c,.o,.s,.inc{stroke:CanvasText}}
@media print{:root{color-scheme:light!important;--cols:86px minmax(140px,1fr) 92px 100px minmax(200px,260px) 72px}
@page{size:A4 landscape;margin:11mm 12mm}
body{font-size:11px}
.page{max-width:none;padding:0}
.tools,.theme,.skip,.list .x,.cmd,.stale,.by>summary{display:none!important}
.top{grid-template-columns:1fr 300px;padding:12px 0}
h1{font-size:22px}.lede{font-size:13px}
.list{display:table;border-collapse:collapse}
.list>thead{position:static;display:table-header-group}
.list>thead button{display:contents}
.list>tbody{display:table-row-group;break-inside:avoid;content-visibility:visible!important}
.list>tbody:has(details[open]){background:none;box-shadow:none}
.list tr{column-gap:12px}
.list .m{min-height:44px;padding:4px 0}
.list .d>td{padding-left:0}
.sec{break-inside:avoid}
svg,.al,.b{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;

export const STYLE = TOKENS + BASE + TOP + TOOLS + LIST + DETAIL + MARKS + PROOF + SCREENS;
