"""Invented web pages in the mix of an archive: `archive(count, share)` gives HTML pages of which that share tell of politics.

The political ones are the invented reports held out from training; the others are put together here from sentences of sport, cooking,
weather, gardens, markets, culture, science and travel, with names of states and words of fight among them, as papers have them. Seeded:
the same pages each time, none like another.
"""
from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape

from attache.model import Page
from attache.sources.files import page_of
from benchmarks.reports import page_text
from training.reports import held_out, read_reports

TOPICS: dict[str, tuple[str, ...]] = {
    "sport": (
        "{name} scored twice in the second half as {town} beat {other} by three goals to one.",
        "The defender was sent off after {minute} minutes for a late tackle from behind.",
        "{name} said the squad had trained hard and deserved the points.",
        "{state} will meet the winner of the other group in the final on Sunday.",
        "The visitors attacked from the start, but their shots flew wide of the post.",
        "A crowd of {number} watched the match in steady rain.",
        "{name} pulled a hamstring in training and may miss the rest of the season.",
        "The coach praised a young side that had won only twice since the summer.",
    ),
    "kitchen": (
        "Melt the butter in a heavy pan and soften the onions over a low flame.",
        "Add {minute} grams of flour, stir for two minutes and pour in the warm milk.",
        "{name}, who runs a small bakery in {town}, lets her dough rest overnight.",
        "Season with salt, pepper and a little nutmeg, and taste before serving.",
        "The sauce should coat the back of a spoon; if it is too thick, thin it with stock.",
        "Bake for {minute} minutes until the crust is golden and the filling bubbles.",
        "Leftovers keep for three days in the fridge and freeze well.",
    ),
    "weather": (
        "Showers will spread from the west during the morning and clear by evening.",
        "Temperatures in {town} reached {minute} degrees, the warmest spring day in years.",
        "Fog is expected in the valleys, with light winds along the coast.",
        "Forecasters say that the dry spell will last until the middle of next week.",
        "Gardeners were glad of the rain after {number} hours of sunshine since June.",
        "Skiers found fresh snow above two thousand metres.",
    ),
    "garden": (
        "Prune the roses before the buds open, and burn what is sick.",
        "{name} grows {minute} kinds of tomato behind a terraced house in {town}.",
        "Slugs love young lettuce; a ring of grit keeps most of them away.",
        "Plant the bulbs twice as deep as they are high and water them in.",
        "The meadow has been left to itself since autumn and is full of orchids.",
        "A heap of leaves in a corner gives hedgehogs shelter for the winter.",
    ),
    "markets": (
        "Shares of the brewer fell {minute} per cent after a weak quarter.",
        "{name}, the chief executive, expects sales in {state} to recover next year.",
        "The company will open {minute} shops in {town} and hire {number} people.",
        "Analysts at a broker cut their target for the retailer's stock.",
        "Profit before tax rose to {number} million, helped by cheaper cocoa.",
        "The airline has ordered new jets to replace an ageing fleet.",
    ),
    "culture": (
        "{name} plays a lonely piano tuner in the film, which opens on Friday.",
        "The exhibition in {town} brings together {minute} drawings from private houses.",
        "Her third novel follows two sisters who inherit a hotel by a lake in {state}.",
        "The band recorded the album in {minute} days in a barn without heating.",
        "Critics liked the costumes more than the songs.",
        "Tickets for the festival sold out within an hour.",
    ),
    "science": (
        "Astronomers saw the comet brighten as it passed the sun.",
        "The team from the university of {town} counted {number} beetles in a single oak.",
        "{name} found that bees remember the colour of a flower for {minute} days.",
        "The results appear in a journal of marine biology this month.",
        "A new telescope in {state} will look for planets around faint stars.",
        "Samples of ice show how warm the summers were long before records began.",
    ),
    "travel": (
        "The path climbs from the harbour through olive groves to a chapel.",
        "{town} is best seen on foot, early, before the coaches arrive.",
        "Trains run every {minute} minutes and take bicycles outside the rush hour.",
        "The ferry to the islands leaves at nine and serves decent coffee.",
        "We stayed with {name}, whose guest house has {minute} rooms and a view of the bay.",
        "Visitors to {state} need sturdy shoes and a hat.",
    ),
}
GIVEN = ("Anna", "Bilal", "Carla", "Dario", "Edith", "Farid", "Greta", "Hugo", "Imani", "Jonas", "Keiko", "Lars", "Mina", "Noel", "Olga")
FAMILY = ("Abara", "Brandt", "Castell", "Dunmore", "Eklund", "Farrow", "Gallo", "Haddow", "Ivers", "Jansen", "Kovacs", "Lind", "Marek")
TOWNS = ("Bergen", "Porto", "Cork", "Graz", "Lyon", "Nagoya", "Perth", "Leeds", "Malaga", "Turku", "Ghent", "Bologna", "Fremantle")
STATES = ("Norway", "Portugal", "Japan", "Australia", "Chile", "Iceland", "Ghana", "Canada", "Sweden", "Italy", "New Zealand", "Peru")
MOST_PARAGRAPHS = 8


def archive(count: int, share: float, seed: int = 1) -> list[Page]:
    """Pages in an order drawn by chance."""
    rng = random.Random(seed)  # noqa: S311 - draws, not secrets
    political = round(count * share)
    found = [*_political(rng, political), *(_other(rng, number) for number in range(count - political))]
    rng.shuffle(found)
    return found


def _political(rng: random.Random, count: int) -> Iterator[Page]:
    told = [report for report in read_reports() if held_out(report) and any(sentence.acts for sentence in report.sentences)]
    for number in range(count):
        report = told[number % len(told)]
        title, *rest = page_text(report).strip().split("\n\n")
        yield _page(f"politics-{number}", title, [*rest, f"This is edition {number} of {rng.randrange(9_999)}."])


def _other(rng: random.Random, number: int) -> Page:
    topic = rng.choice(list(TOPICS))
    paragraphs = [" ".join(_sentence(rng, topic) for _ in range(rng.randint(1, 3))) for _ in range(rng.randint(4, MOST_PARAGRAPHS))]
    return _page(f"{topic}-{number}", f"Notes on {topic}, part {number}", paragraphs)


def _sentence(rng: random.Random, topic: str) -> str:
    town, other = rng.sample(TOWNS, 2)
    return rng.choice(TOPICS[topic]).format(
        name=f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", town=town, other=other, state=rng.choice(STATES), minute=rng.randint(3, 90),
        number=f"{rng.randint(1_000, 60_000):,}",
    )


def _page(name: str, title: str, paragraphs: list[str]) -> Page:
    menu = "".join(f'<li><a href="/{topic}">{topic.title()}</a></li>' for topic in TOPICS)
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    html = (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title><meta property="article:published_time" content="2021-05-03">'
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{escape(title)}</h1>{body}</article><footer>All rights reserved.</footer>"
        "</body></html>"
    )
    return page_of(f"{name}.html", name, html.encode())
