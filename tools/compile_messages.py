"""The packaging step that puts ``.mo`` files into the wheel."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path(__file__).resolve().parent.parent / "src/folkmoot/web/translations.py"


class CompileMessages(BuildHookInterface[Any]):
    """Compiles the translations before the files are gathered."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run the same code as the command; the package is not installed yet."""
        spec = spec_from_file_location("translations", SOURCE)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(SOURCE)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        for made in module.compile_messages():
            self.app.display_info(f"compiled {made}")
