"""Hands on a keyboard, and nothing else: what they cannot reach, no learner without a mouse can."""

from playwright.sync_api import Frame, Page

MOST = 60
_ACTIVE = """([selector, text]) => {
  const one = document.activeElement;
  if (!one || !one.matches(selector)) return 'elsewhere';
  return one.textContent.includes(text) || one.getAttribute('aria-label')?.includes(text) ? 'there' : 'near';
}"""  # noqa: E501  # one expression


class Keys:
    """The keyboard, with the focus in the frame of one content."""

    def __init__(self, page: Page, frame: Frame) -> None:
        self.page = page
        self.frame = frame
        frame.frame_element().focus()

    def go(self, selector: str, text: str = "", step: str = "Tab") -> "Keys":
        """To the element with this text: Tab to the first of its kind, then `step` by step."""
        for _again in range(MOST):
            where = self.frame.evaluate(_ACTIVE, [selector, text])
            if where == "there":
                return self
            self.page.keyboard.press(step if where == "near" else "Tab")
        raise AssertionError(f"No key leads to {selector} {text!r}.")

    def press(self, *names: str) -> "Keys":
        """Keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)
        return self

    def choose(self, text: str) -> "Keys":
        """One of several options."""
        return self.go("[role=radio], [role=checkbox], input[type=radio]", text, "ArrowDown").press(
            "Space"
        )

    def button(self, text: str) -> "Keys":
        """A button, pressed."""
        return self.go("button, [role=button]", text).press("Enter")

    def write(self, text: str) -> "Keys":
        """Text into the next field."""
        self.press("Tab").go("input")
        self.page.keyboard.type(text)
        return self
