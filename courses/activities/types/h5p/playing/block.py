"""The XBlock that plays H5P here: h5p-xblock's fields, with every view and handler replaced.

The block as shipped loads its player from outside, believes the browser's points, lets any POST
complete it and gives content the learner's name. None of its code that is reached from a
request is left: see `HANDLERS`, the only ones learners may call.
"""

import json
import logging
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from h5pxblock.h5pxblock import H5PPlayerXBlock
from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Integer, Scope, String

from courses.activities.types.h5p.errors import AnswerRefused, NoMoreTries, StateTooLarge
from courses.activities.types.h5p.marking import answers, markers
from courses.activities.types.h5p.marking.marks import Mark
from courses.activities.types.h5p.models import Package
from courses.activities.types.h5p.playing import page
from courses.activities.types.h5p.queries import libraries_of
from courses.activities.types.xblock import allowed

logger = logging.getLogger(__name__)

BLOCK_TYPE = "h5pxblock"
HANDLERS = frozenset(("answer", "state", "seen"))
MAX_STATE = 256 * 1024
NO_STATE = "{}"


class SafeH5PBlock(H5PPlayerXBlock):
    """One package, played by one learner."""

    package_uuid = String(default="", scope=Scope.content)
    tries = Integer(default=0, scope=Scope.user_state)
    first_try = String(default="", scope=Scope.user_state)

    @cached_property
    def package(self) -> Package:
        """The content this usage plays."""
        package: Package = Package.objects.get(uuid=self.package_uuid)
        return package

    @property
    def saved(self) -> dict[str, dict[str, str]]:
        """Saved work by sub-content and kind, each as the JSON text that the core gave."""
        return json.loads(self.interaction_data or NO_STATE)

    def student_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """The body of the sandboxed page, with the addresses of what it loads."""
        user = self.runtime.service(self, "user").get_current_user()
        return page.fragment(
            package=self.package,
            libraries=libraries_of(self.package),
            user={"name": user.full_name, "mail": user.emails[0]},
            saved=self.saved,
            place=page.Place(**(context or {})),
        )

    def studio_view(self, context: Mapping[str, Any] | None = None) -> Fragment:
        """Authors work in the lesson's own form."""
        raise NotImplementedError

    @XBlock.json_handler
    def state(self, data: Any, suffix: str = "") -> dict[str, Any]:
        """Keep unfinished work, so that it is there after a reload and on another machine."""
        kind, sub_id = str(data.get("kind", "state"))[:40], str(data.get("sub_id", "0"))[:100]
        value = data.get("value")
        if value is not None and not _is_json(value):
            raise AnswerRefused(_("The work sent cannot be kept."))
        saved = self.saved
        saved.setdefault(sub_id, {})
        if value is None:
            saved[sub_id].pop(kind, None)
        else:
            saved[sub_id][kind] = value
        text = json.dumps({key: kinds for key, kinds in saved.items() if kinds})
        if len(text) > MAX_STATE:
            raise StateTooLarge
        self.interaction_data = text
        return {"saved": True}

    @XBlock.json_handler
    def answer(self, data: Any, suffix: str = "") -> dict[str, Any]:
        """Mark an answer. Points come from the response wherever this server can mark it."""
        try:
            mark = self._mark(data.get("tree"))
        except AnswerRefused as refusal:
            logger.warning("Answer to %s refused: %s", self.scope_ids.usage_id, refusal)
            raise
        finished = bool(data.get("finished"))
        if mark is None:
            self.runtime.publish(self, "completion", {"completion": 1.0})
            return {"score": None}
        if finished:
            self._count_try(str(data.get("key", ""))[:64])
        self.runtime.publish(self, "grade", self._grade(mark, data, finished))
        return {"score": mark.score, "max_score": mark.max_score, "trust": mark.trust}

    @XBlock.json_handler
    def seen(self, data: Any, suffix: str = "") -> dict[str, Any]:
        """The learner did something in a content; in one without points that completes it."""
        done = data.get("done") is True or not markers.is_scored(self.package.main.machine_name)
        self.runtime.publish(self, "completion", {"completion": 1.0 if done else 0.0})
        return {"seen": True}

    def _mark(self, tree: Any) -> Mark | None:
        self._check_actor(tree)
        main = self.package.main.machine_name
        return markers.mark(main, self.package.parameters, answers.parse(tree))

    def _grade(self, mark: Mark, data: Mapping[str, Any], finished: bool) -> dict[str, Any]:
        responses = list(answers.parse(data.get("tree")).responses)
        return {
            "value": mark.score,
            "max_value": mark.max_score,
            "only_if_higher": True,
            "trust": str(mark.trust),
            "finished": finished,
            "complete": mark.complete,
            "responses": [text[:2000] for text in responses[:100]],
        }

    def _check_actor(self, tree: Any) -> None:
        """Statements of somebody else are not this learner's answers."""
        actor = (tree or {}).get("actor") if isinstance(tree, Mapping) else None
        user = self.runtime.service(self, "user").get_current_user()
        if actor is not None and actor != f"mailto:{user.emails[0]}":
            raise AnswerRefused

    def _count_try(self, key: str) -> None:
        """Where the author allows one try, only the first answer counts; resent, it still does."""
        if self.tries and key == self.first_try:
            return
        main = self.package.main.machine_name
        if self.tries and not markers.allows_retry(main, self.package.parameters):
            raise NoMoreTries
        self.first_try = self.first_try or key
        self.tries += 1


def _is_json(value: Any) -> bool:
    if not isinstance(value, str) or len(value) > MAX_STATE or "\x00" in value:
        return False
    try:
        json.loads(value)
    except (ValueError, RecursionError):
        return False
    return "\\u0000" not in value


allowed.allow(BLOCK_TYPE, handlers=HANDLERS, block=SafeH5PBlock)
