"""The mailbox at one moment: mails drawn from a scenario by a seed, and what was done with each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from labs.simulators.engine import Content
from labs.simulators.mailbox.files import read

INBOX = "inbox"
FIRST_MINUTE = 7 * 60 + 30
PLAIN = ("sender", "address", "subject", "link", "target", "attachment", "clue")


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A mail with everything done to it: the kinds of steps, and where it lies now."""

    slug: str
    real: bool
    login: bool
    said: Mapping[str, str]
    body: tuple[str, ...]
    done: frozenset[str] = frozenset()
    place: str = INBOX

    @property
    def harmed(self) -> bool:
        """Whether a dishonest mail got what it wanted."""
        return not self.real and bool(self.done & {"click", "password", "attachment", "reply"})

    @property
    def looked_at(self) -> bool:
        """Whether the sender was looked up, and the link's address where there is one."""
        needed = {"headers"} | ({"preview"} if self.said["link"] else set())
        return needed <= self.done


@dataclass(frozen=True, kw_only=True)
class State:
    """All mails, the minute by the practice clock, and whether an incident was told."""

    mails: tuple[Mail, ...]
    minute: int = 0
    called: bool = False

    def mail(self, slug: str) -> Mail | None:
        """The mail of this slug."""
        return next((one for one in self.mails if one.slug == slug), None)

    def after(self, mail: Mail) -> "State":
        """With this mail in place of its earlier self, a minute later."""
        mails = tuple(mail if one.slug == mail.slug else one for one in self.mails)
        return replace(self, mails=mails, minute=self.minute + 1)

    @property
    def clock(self) -> str:
        """The time by the practice clock."""
        hours, minutes = divmod(FIRST_MINUTE + self.minute, 60)
        return f"{hours:02d}:{minutes:02d}"

    @property
    def all_done(self) -> bool:
        """Whether nothing is left in the inbox, and every incident was told."""
        harmed = any(one.harmed for one in self.mails)
        return all(one.place != INBOX for one in self.mails) and (self.called or not harmed)


def first(content: Content, seed: int) -> State:
    """As many honest and dishonest mails as the scenario says, in drawn order with drawn words."""
    chance = Random(seed)  # noqa: S311  # repeatable on purpose
    mails = content["mails"]
    false = sorted(slug for slug, one in mails.items() if not one["real"])
    true = sorted(slug for slug, one in mails.items() if one["real"])
    chosen = chance.sample(false, content["phishing"])
    chosen += chance.sample(true, content["count"] - content["phishing"])
    chance.shuffle(chosen)
    return State(mails=tuple(_mail(slug, mails[slug], _words(chance)) for slug in chosen))


def _words(chance: Random) -> dict[str, str]:
    """One drawn word a name; a commune keeps its domain, a person their account."""
    words = {name: chance.choice(values) for name, values in read("words").items()}
    for name, other in (("xa", "mien"), ("nguoi", "tai-khoan")):
        place = read("words")[name].index(words[name])
        words[other] = read("words")[other][place]
    numbers = {"tuan": (40, 50), "dot": (2, 6), "so": (101, 989), "thang": (3, 11)}
    return words | {name: str(chance.randint(*ends)) for name, ends in numbers.items()}


def _mail(slug: str, facts: Mapping[str, Any], words: Mapping[str, str]) -> Mail:
    return Mail(
        slug=slug,
        real=facts["real"],
        login=bool(facts.get("login")),
        said={name: str(facts.get(name, "")).format(**words) for name in PLAIN},
        body=tuple(line.format(**words) for line in facts["body"]),
    )
