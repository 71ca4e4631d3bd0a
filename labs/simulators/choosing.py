"""How authors choose a scenario in Wagtail."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from labs.simulators.models import Scenario


class ScenarioChooserViewSet(ChooserViewSet):
    """Every scenario; one that is not published yet is refused when the lesson is."""

    model = Scenario
    icon = "desktop"
    choose_one_text = _("Choose a scenario")
    choose_another_text = _("Choose another scenario")
    edit_item_text = _("Change this scenario")
    form_fields = ()


scenario_chooser = ScenarioChooserViewSet("scenario_chooser")
ScenarioChooserBlock = scenario_chooser.get_block_class(
    name="ScenarioChooserBlock", module_path="labs.simulators.choosing"
)
