"""The one style sheet: small, without a font or a picture to fetch; tables become cards.

Its address holds its hash, so that a browser fetches it once and never an old one.
"""

import hashlib

from sync.gateway.page import machine_words, words

_RULES = """
:root{--ink:#16262c;--soft:#55666d;--line:#d8d6ce;--paper:#faf9f5;--card:#fff;--deep:#0c4f55;
--red:#9a1b1b;--redback:#fbeeec;--amber:#7a4f00;--amberback:#fbf4e2}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.5 "Segoe UI",system-ui,Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.5rem;padding:.7rem 1.5rem;
background:var(--deep);color:#fff}
header p,header form{margin:0}
header a,header .quiet{color:#fff}
header nav{display:flex;gap:1.2rem;margin-right:auto}
.brand span{margin-left:.6rem;opacity:.85}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.3rem;background:#fff;color:var(--deep);padding:.3rem .6rem}
main{max-width:84rem;margin:0 auto;padding:1.2rem 1.5rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .4rem;font-weight:600}
h2{font-size:1.15rem;margin:2.2rem 0 .4rem;font-weight:600}
a{color:var(--deep);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,
summary:focus-visible{outline:3px solid #e0a200;outline-offset:2px}
small{color:var(--soft);font-size:.875rem}
.note{color:var(--soft);margin:.2rem 0 .8rem;max-width:46rem}
.u,.n{font-weight:600;margin-right:.5em}
.u{color:var(--red);white-space:nowrap}
.n{color:var(--amber)}
.sums{display:flex;flex-wrap:wrap;gap:.4rem 2.2rem;list-style:none;margin:1rem 0 1.4rem;padding:0}
.sums li{display:flex;flex-direction:column}
.sums strong{font-size:1.7rem;line-height:1.2;font-weight:600}
.sums span{color:var(--soft);font-size:.9rem}
.sums .U strong{color:var(--red)}
.sums .N strong{color:var(--amber)}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{text-align:left;vertical-align:baseline;padding:.5rem .8rem;font-weight:400}
thead th{font-size:.85rem;color:var(--soft);border-bottom:1px solid var(--line)}
tbody tr{border-top:1px solid var(--line)}
td:empty::before{content:"–";color:var(--soft)}
.fleet td small,.machines small{display:block}
.machines th:first-child{width:17%}
.machines th:nth-child(2){width:12%}
.machines th:nth-child(7){width:11%}
.machines th:last-child{width:28%}
.machines tbody td,.machines tbody th{vertical-align:top}
.machines td:nth-child(3),.machines td:nth-child(4),.machines td:nth-child(5){white-space:nowrap}
.machines .u,.machines .n{display:inline-block}
.first{display:flex;flex-wrap:wrap;gap:.2rem .8rem;margin:0 0 1rem}
.first ul{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;margin:0;padding:0}
.choices{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:0 0 1rem}
.choices label{margin:0;flex:1 1 12rem;max-width:20rem}
.fleet{table-layout:fixed}
.fleet th{width:9%}
.fleet th:first-child{width:18%}
.fleet th:nth-child(2),.fleet th:nth-child(3),.fleet th:nth-child(4){width:14%}
.waits td,.refusals td{white-space:nowrap}
.fleet th:nth-child(7){width:auto}
h1+table,h1+div{margin-top:1rem}
.fleet li small{display:inline}
tbody th a{font-weight:600;margin-right:.5em}
.fleet .p{border-top:0}
.fleet .p td{padding-top:0}
.fleet .U>tr>:first-child{box-shadow:inset 4px 0 var(--red)}
.fleet .N>tr>:first-child{box-shadow:inset 4px 0 #d29b28}
details ul{display:flex;flex-wrap:wrap;gap:.2rem 2rem;list-style:none;margin:.2rem 0 .3rem;
padding:0}
summary{cursor:pointer;color:var(--soft);font-size:.9rem}
dl{display:flex;flex-wrap:wrap;gap:.6rem 2.5rem;margin:.6rem 0}
dt{font-size:.85rem;color:var(--soft)}
dd{margin:0}
.acts{display:grid;grid-template-columns:repeat(auto-fit,minmax(19rem,1fr));gap:1.2rem;
margin-top:2rem;align-items:start}
.act,.sign-in{background:var(--card);border:1px solid var(--line);padding:1rem 1.2rem 1.2rem}
.act h2{margin-top:0}
.sign-in{max-width:24rem}
form label{display:block;margin:.7rem 0}
form label span{display:block;font-size:.9rem;color:var(--soft);margin-bottom:.15rem}
input,select,button{font:inherit;color:inherit;padding:.5rem .7rem;border:1px solid #8b979b;
border-radius:3px;background:#fff;min-height:2.75rem}
label input,label select{width:100%}
button{background:var(--deep);border-color:var(--deep);color:#fff;font-weight:600;cursor:pointer}
button.danger{background:var(--red);border-color:var(--red)}
button.quiet{background:none;border:0;padding:0;min-height:0;font-weight:400;
text-decoration:underline;text-underline-offset:.15em}
.said{border-left:4px solid #d29b28;background:var(--amberback);padding:.6rem 1rem;margin:1rem 0}
.said.u{border-color:var(--red);background:var(--redback);white-space:normal;color:inherit}
.code{font:600 2.2rem/1.3 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.12em;
margin:.6rem 0;overflow-wrap:anywhere}
@media(max-width:46rem){
header{padding:.7rem 1rem}
main{padding:1rem 1rem 3rem}
.sums{display:grid;grid-template-columns:1fr 1fr;gap:.7rem 1rem}
table,thead,tbody,tr,th,td{display:block}
thead{position:absolute;left:-99rem}
table{background:none;border:0}
tbody{background:var(--card);border:1px solid var(--line);margin-bottom:.8rem;padding:.4rem 0}
.rows tbody{padding:0}
tbody tr{border-top:0}
.rows tbody tr{border-top:1px solid var(--line);padding:.4rem 0}
.rows tbody tr:first-child{border-top:0}
th,td{padding:.15rem 1rem}
td:empty{display:none}
.u,.n,.waits td,.refusals td{white-space:normal}
.machines th:nth-child(n){width:auto}
.machines td:nth-child(n){white-space:normal}
.choices label{max-width:none;flex-basis:100%}
tr>td{display:grid;grid-template-columns:9.5rem 1fr}
tr>td::before{padding-right:.5rem;color:var(--soft);font-size:.9rem}
tr>td>*{grid-column:2}
.fleet th:nth-child(n){width:auto}
.fleet .p td{padding-top:.3rem;display:block}
.fleet .p td::before{content:none}
.fleet .U>tr>:first-child,.fleet .N>tr>:first-child{box-shadow:none}
.fleet .U{border-left:4px solid var(--red)}
.fleet .N{border-left:4px solid #d29b28}
details ul{display:block}
details li{padding:.35rem 0}
}
"""

_CARDS: dict[str, tuple[str, ...]] = {
    "fleet": (
        words.CONTACT,
        words.WAITING,
        words.DEADLINE,
        words.REFUSED,
        words.ASIDE,
        words.SIGNS,
    ),
    "waits": (words.DUE, words.SINCE),
    "refusals": (words.REFUSED_AT, words.REASON_CODE, words.DUE),
    "pcs": (words.ROLE, words.CONTACT, words.PROGRAM, words.CLOCK),
    "asides": (words.REASON, words.COUNT, words.LAST),
    "lanes": (words.PC, words.UNIT, words.LANE),
    "machines": (
        machine_words.SYSTEM,
        machine_words.RAM,
        machine_words.DISK,
        machine_words.COPY,
        machine_words.PROGRAM,
        machine_words.CONTACT,
        machine_words.SIGNS,
    ),
    "audit": (words.WHO, words.WHAT, words.ABOUT),
}
"""The heads of each table after the first column, which is a card's title."""


def _cards() -> str:
    """On a telephone each cell says what it is, once for all rows."""
    rules = [
        f'.{kind} tr:not(.p)>:nth-child({n})::before{{content:"{said}"}}'
        for kind, heads in _CARDS.items()
        for n, said in enumerate(heads, start=2)
    ]
    return "@media(max-width:46rem){" + "".join(rules) + "}"


STYLE = (_RULES.strip() + _cards()).replace("\n", "")
STYLE_PATH = f"/style-{hashlib.sha256(STYLE.encode()).hexdigest()[:12]}.css"
