"""Every setting of the program: name, kind, default, help, and where its value came from."""

from thaiyyal.settings.catalogue import (
    CONFIG_VARIABLE,
    Setting,
    SettingGroup,
    all_settings,
    find_setting,
    setting_groups,
)
from thaiyyal.settings.errors import DEFAULT, Origin, SettingProblem, SettingsError
from thaiyyal.settings.hidden import hidden_values
from thaiyyal.settings.kinds import is_loopback, keys_of
from thaiyyal.settings.load import LoadedSettings, load_settings
from thaiyyal.settings.model import Settings
from thaiyyal.settings.rules import loosened
from thaiyyal.settings.show import Shown, shown_settings, value_text

__all__ = [
    "CONFIG_VARIABLE",
    "DEFAULT",
    "LoadedSettings",
    "Origin",
    "Setting",
    "SettingGroup",
    "SettingProblem",
    "Settings",
    "SettingsError",
    "Shown",
    "all_settings",
    "find_setting",
    "hidden_values",
    "is_loopback",
    "keys_of",
    "load_settings",
    "loosened",
    "setting_groups",
    "shown_settings",
    "value_text",
]
