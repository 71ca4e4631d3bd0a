"""Find the files of one name in an app's components and import them: they register themselves."""

from importlib import import_module
from pathlib import Path


def load(app: str, name: str) -> list[str]:
    """Import every `<component>/<name>.py` below `app`, in order; returns their module names."""
    root = Path(str(import_module(app).__file__)).parent
    found = sorted(root.rglob(f"{name}.py"))
    modules = [".".join((app, *path.relative_to(root).with_suffix("").parts)) for path in found]
    for module in modules:
        import_module(module)
    return modules
