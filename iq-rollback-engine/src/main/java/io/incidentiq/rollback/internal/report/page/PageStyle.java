package io.incidentiq.rollback.internal.report.page;

/** How the page looks: on a screen in light and dark, on a phone, on paper. */
final class PageStyle {
    static final String SHEET = """
            :root{color-scheme:light dark;--bg:#f6f8fa;--card:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700;--calm:#57606a;--blue:#0969da;--tint:#eef1f4}
            @media screen and (prefers-color-scheme:dark){:root{--bg:#0d1117;--card:#151b23;--fg:#f0f6fc;--soft:#9198a1;--line:#3d444d;--good:#3fb950;--bad:#f85149;--warn:#d29922;--calm:#9198a1;--blue:#4493f8;--tint:#212830}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
            main{max-width:1040px;margin:0 auto;padding:24px 20px 40px}
            header,section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 22px;margin:0 0 16px}
            header{border-top:6px solid var(--tone)}
            .good{--tone:var(--good)}.bad{--tone:var(--bad)}.warn{--tone:var(--warn)}.calm{--tone:var(--calm)}
            h1{margin:0;font-size:1.75rem;line-height:1.2;color:var(--tone)}
            h2{margin:0 0 10px;font-size:1.1rem}
            p{margin:6px 0}
            .lead{font-size:1.1rem}.soft,figcaption,caption{color:var(--soft);font-size:.88rem}
            .drill{display:inline-block;border:1px dashed var(--warn);color:var(--warn);border-radius:6px;padding:0 8px;font-weight:600;margin-bottom:8px}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 18px;margin:12px 0 0}
            dt{color:var(--soft)}dd{margin:0}
            table{border-collapse:collapse;width:100%;font-size:.94rem}
            caption{text-align:left;padding-bottom:6px}
            th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-top:1px solid var(--line)}
            thead th{white-space:nowrap;border-top:0;color:var(--soft);font-weight:500;font-size:.85rem}
            tbody th{font-weight:600}th .soft{font-weight:400}
            td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            time,.t{font-variant-numeric:tabular-nums;white-space:nowrap}
            .mark{color:var(--tone);font-weight:700;white-space:nowrap}
            code,pre{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
            pre{background:var(--tint);border-radius:6px;padding:8px 10px;margin:6px 0;white-space:pre-wrap;word-break:break-all}
            ul{margin:4px 0;padding-left:1.2em}
            figure{margin:0}figcaption{margin-top:8px}
            svg{display:block;width:100%;height:auto}
            svg text{font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--fg);paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
            svg .s{fill:var(--soft)}svg .h{font-weight:600}svg .e{text-anchor:end}svg .m{text-anchor:middle}
            .grid{stroke:var(--line);fill:none}.base{stroke:var(--soft);fill:none;stroke-dasharray:2 3}.limit{stroke:var(--warn);fill:none;stroke-dasharray:6 4}
            .stem{stroke:var(--soft);fill:none;opacity:.65}
            .l{fill:none;stroke:var(--tone);stroke-width:2;stroke-linejoin:round}.b{fill:var(--tone);opacity:.17}.d{fill:var(--tone)}
            .win{fill:var(--blue);opacity:.1}.req{fill:var(--blue);opacity:.55}
            .new{fill:none;stroke:var(--good);stroke-width:2.5}.old{fill:none;stroke:var(--bad);stroke-width:2.5;stroke-dasharray:5 3}
            .k{fill:var(--tone)}
            .narrow{display:none}
            footer{color:var(--soft);font-size:.85rem;padding:0 4px}
            @media screen and (max-width:760px){main{padding:10px 8px 24px}header,section{padding:14px;border-radius:8px}h1{font-size:1.35rem}
            .wide{display:none}.narrow{display:block}
            dl{gap:4px 12px;font-size:.94rem}dt{max-width:6em}
            .stack thead{display:none}.stack tr{display:block;border-top:1px solid var(--line);padding:6px 0}.stack th,.stack td{display:block;border:0;padding:1px 0}.stack td.n{display:inline-block;text-align:left;margin-right:14px}.time td:nth-child(-n+2){display:inline-block;margin-right:10px;color:var(--soft);font-size:.88rem}
            .stack td[title]::before{content:attr(title) ": ";color:var(--soft)}}
            @media print{@page{margin:13mm}body{background:#fff;font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}header,section{border-radius:0;padding:10px 12px;margin-bottom:10px}figure,tr,li,dl,pre{break-inside:avoid}h2{break-after:avoid}}
            """;

    private PageStyle() {}
}
