"""What the explorer's page itself says, by the names under which its scripts ask for it."""

from __future__ import annotations

from playbook.words.language import say


def words(title: str) -> dict[str, str]:
    """Return every text of the page in the language spoken; places in braces are the scripts'."""
    return {"title": title, **_answers(), **_tables(), **_panel(), **_faults(), **_files()}


def _kept(*names: str) -> dict[str, str]:
    """Return places that stay places, for the scripts to fill."""
    return {name: "{" + name + "}" for name in names}


def _answers() -> dict[str, str]:
    places = _kept("regime", "gain", "spread", "seasons")
    return {
        "answer_gain": say(
            "{regime} brings {gain} a season against today's OA ({spread}), beyond the luck of"
            " {seasons} seasons.",
            **places,
        ),
        "answer_loss": say(
            "{regime} costs money: {gain} a season against today's OA ({spread}), beyond the luck"
            " of {seasons} seasons.",
            **places,
        ),
        "answer_doubt": say(
            "{regime}: {gain} a season against today's OA ({spread}). {seasons} seasons cannot"
            " tell that from nothing.",
            **places,
        ),
        "enough": say(
            "From {quota} on ({gain}) no larger quota surely brings more.", **_kept("quota", "gain")
        ),
        "out_red_line": say(
            "Your own limits rule this out: {share} of sales lie beyond the brand's red line, and"
            " {most} is borne.",
            **_kept("share", "most"),
        ),
        "out_risk": say(
            "Your own limits rule this out: in one season of twenty a month loses {lost} or more,"
            " and {most} is borne.",
            **_kept("lost", "most"),
        ),
        "status": say("{seasons} of {most} seasons", **_kept("seasons", "most")),
        "live": say("The model runs in this page: every change plays the seasons anew."),
    }


def _tables() -> dict[str, str]:
    return {
        "against_today": say("{value} against today", **_kept("value")),
        "pair": say("{place}: {rule}", place="{name}", rule="{value}"),
        "between": say("; "),
        "interval": say("95 % interval"),
        "no_interval": say("no interval on so few seasons"),
        "today": say("today's OA"),
        "chosen": say("as set here"),
        "month": say("month"),
        "eight_in_ten": say("eight in ten seasons"),
        "band": say("bands: eight in ten seasons"),
        "as_table": say("The same as a table"),
        "quota": say("quota"),
        "gain": say("gain"),
        "losses": say("loss-making deals"),
        "cause": say("cause"),
        "waits_note": say("mean hours of a request in the OA chain"),
        "uncertainty": say("uncertainty"),
        "at_low": say("at its lowest: gain"),
        "at_high": say("at its highest: gain"),
        "h_months": say("Sales month by month"),
        "h_curve": say("What the quota per decision brings"),
        "h_drivers": say("What drives the gain at this point"),
        "h_waits": say("Why answers take so long"),
        "h_pins": say("Scenarios side by side"),
        "h_cards": say("The figures"),
        "curve_note": say(
            "Gain in contribution against today's OA, all else as set; the line marks your quota."
        ),
        "drivers_note": say(
            "Each uncertainty alone at the ends of its range, all else as set; 50 seasons."
        ),
        "working": say("The model is playing …"),
    }


def _panel() -> dict[str, str]:
    return {
        "h_lever": say("What you decide"),
        "h_uncertainty": say("What nobody controls"),
        "lever_note": say("They move the chosen regime; today's OA stays as it is."),
        "uncertainty_note": say("They move the world that both meet."),
        "in_file": say("client file: {value}", **_kept("value")),
        "none": say("none"),
        "basis": say("basis"),
        "idle": say("Moves nothing under this regime."),
        "reset": say("All as in the client file"),
        "reset_one": say("As in the client file"),
        "pin": say("Pin this scenario"),
        "more": say("Play 1,000 seasons"),
        "save": say("Save"),
        "load": say("Load"),
        "csv": say("Table (CSV)"),
        "toml": say("Client file (TOML)"),
        "toml_head": say("Set in a what-if page."),
        "print": say("Print"),
        "take": say("Show"),
        "remove": say("Remove"),
        "note": say("note"),
        "scenario": say("Scenario"),
        "settings": say("Settings"),
        "name_of_scenario": say("Name of the scenario"),
        "four_pins": say("Four scenarios are pinned: remove one first."),
        "skip": say("Skip to the content"),
        "language": say("Language"),
    }


def _faults() -> dict[str, str]:
    named = _kept("name", "value")
    return {
        "fault_unknown": say("{name} is no dial of this page and is left out.", **named),
        "fault_outside": say(
            "{name}: {value} lies outside its range; the client file's value holds instead.",
            **named,
        ),
        "fault_nearest": say(
            "{name}: {value} lies between two stops; the nearest is shown.", **named
        ),
        "undrawn": say(
            "With these uncertainties a season reaches beyond the page's calendar. Move one back,"
            " or ask the command: greenchannel compare --scenario."
        ),
        "stopped": say("The model stopped: {fault}", **_kept("fault")),
        "no_wasm": say(
            "This browser cannot run the model, so the page stays a report. Any current browser"
            " with WebAssembly makes it live."
        ),
    }


def _files() -> dict[str, str]:
    return {
        "file_not_json": say("This file is no JSON."),
        "file_not_ours": say("This file holds no scenarios of such a page."),
        "file_no_scenario": say("This file holds no scenario."),
        "file_too_many": say("This file holds more than four scenarios, the most of this page."),
        "file_no_setting": say("A row of this file is no scenario: it needs a setting, and texts."),
        "toml_lacking": say(
            "A client file cannot hold these; keep them with Save: {names}.", **_kept("names")
        ),
        "toml_chained": say(
            "In the client file these move today's OA, too: {names}.", **_kept("names")
        ),
        "file_other_client": say("This file belongs to another client, or to another client file."),
        "file_other_version": say("This file was saved by another version of the model."),
        "csv_head": "|".join(
            (
                say("scenario"),
                say("outcome"),
                say("key"),
                say("value"),
                say("low"),
                say("high"),
                say("difference to today's OA"),
                say("low"),
                say("high"),
                say("seasons"),
                say("settings"),
            )
        ),
    }
