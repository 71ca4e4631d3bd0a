"""What is seen: the overview with accounts and people, and one folder with its rights."""

from typing import Any

from labs.simulators.access.files import read
from labs.simulators.access.state import State
from labs.simulators.engine import Screen


def screen(state: State, where: str) -> Screen | None:
    """The overview, or the folder named."""
    office = read("office")
    context: dict[str, Any] = {"office": office}
    if not where:
        context |= {
            "accounts": [(one, office["accounts"][one.slug]) for one in state.accounts],
            "factors": office["factors"].items(),
            "people": [(one, _duty(state, one.duty)) for one in state.people],
            "folders": [(slug, *_folder(state, slug)) for slug in state.folders],
        }
        return Screen(template="labs/simulators/access/overview.html", context=context)
    if where not in state.folders:
        return None
    rows = [(one, _duty(state, one.duty), state.rights[one.slug, where]) for one in state.people]
    context |= {
        "folder": where,
        "rows": rows,
        "rights": office["rights"].items(),
        "links": office["links"].items(),
        "link": state.links[where],
    }
    title = office["folders"][where]
    return Screen(template="labs/simulators/access/folder.html", title=title, context=context)


def _duty(state: State, slug: str) -> dict[str, Any]:
    """The duty's name, and what it needs in words; nothing for who has moved."""
    duty = state.duties.get(slug)
    if duty is None:
        return {}
    office = read("office")
    needs = [
        (office["folders"][folder], office["rights"][right])
        for folder, right in sorted(duty["need"].items())
        if folder in state.folders
    ]
    return {"title": duty["title"], "needs": needs}


def _folder(state: State, slug: str) -> tuple[str, str, int]:
    """A folder's name, its link in words, and how many people have a right there."""
    office = read("office")
    held = sum(state.rights[one.slug, slug] != "khong" for one in state.people)
    return office["folders"][slug], office["links"][state.links[slug]], held
