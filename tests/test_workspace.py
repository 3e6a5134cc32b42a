"""Finding the workspace, listing what is in it, and names that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from vertragsgen.workspace import Workspace, check_profile_id, find_workspace, open_workspace


def anlegen(root: Path, einstellungen: str = "") -> Workspace:
    (root / "vertragsgen.yaml").write_text(einstellungen, encoding="utf-8")
    return open_workspace(root)


def dateien(root: Path, *pfade: str) -> None:
    for pfad in pfade:
        (root / pfad).parent.mkdir(parents=True, exist_ok=True)
        (root / pfad).write_text("", encoding="utf-8")


def test_the_nearest_folder_upwards_counts(tmp_path: Path) -> None:
    anlegen(tmp_path)
    innen = tmp_path / "innen"
    innen.mkdir()
    anlegen(innen)
    tief = innen / "a" / "b"
    tief.mkdir(parents=True)
    gefunden = find_workspace(tief)
    assert gefunden is not None
    assert gefunden.root == innen
    assert find_workspace(Path(tmp_path.anchor)) is None


def test_an_empty_settings_file_means_all_defaults(tmp_path: Path) -> None:
    workspace = anlegen(tmp_path)
    assert workspace.befunde == ()
    assert [pfad.name for pfad in (workspace.profile_dir, workspace.templates_dir, workspace.output_dir)] == [
        "provider_data",
        "templates",
        "output",
    ]


def test_folders_can_be_named(tmp_path: Path) -> None:
    workspace = anlegen(tmp_path, "profile: daten/traeger\nausgabe: fertig\n")
    assert workspace.befunde == ()
    assert workspace.profile_dir == tmp_path / "daten" / "traeger"
    assert workspace.name(workspace.profile_path("a")) == "daten/traeger/a.yaml"


@pytest.mark.parametrize(
    ("text", "code", "teil"),
    [
        ("ausgabe: ../draussen", "VG108", "innerhalb des Arbeitsbereichs"),
        ("ausgabe: /tmp", "VG108", "innerhalb des Arbeitsbereichs"),
        ("ausgabe: C:/x", "VG108", "innerhalb des Arbeitsbereichs"),
        ("ausgabe: a/../../b", "VG108", "innerhalb des Arbeitsbereichs"),
        ("ausgabe: nul", "VG108", "innerhalb des Arbeitsbereichs"),
        ("ausgaben: x", "VG106", "„ausgaben“ gibt es nicht"),
        ("ausgabe: [x]", "VG108", "einzelner Wert"),
        ("ausgabe: 'x", "VG102", "Anführungszeichen"),
    ],
)
def test_bad_settings_are_findings(tmp_path: Path, text: str, code: str, teil: str) -> None:
    (befund,) = anlegen(tmp_path, text).befunde
    assert befund.code == code
    assert teil in befund.meldung
    assert befund.mark is not None
    assert (befund.mark.datei, befund.mark.zeile) == ("vertragsgen.yaml", 1)


def test_profiles_and_packages_are_listed_in_order(tmp_path: Path) -> None:
    workspace = anlegen(tmp_path)
    assert (workspace.profile_ids(), workspace.packages()) == ([], [])
    dateien(
        tmp_path,
        "provider_data/b.yaml",
        "provider_data/a-2.yaml",
        "provider_data/_gemeinsam.yaml",
        "provider_data/notiz.txt",
        "provider_data/unter/c.yaml",
        "templates/nord/zwei/paket.yaml",
        "templates/nord/eins/paket.yaml",
        "templates/nord/leer/klausel.md",
        "templates/_gemeinsam/x/paket.yaml",
        "templates/nord/_alt/paket.yaml",
    )
    assert workspace.profile_ids() == ["a-2", "b"]
    assert workspace.packages() == ["nord/eins", "nord/zwei"]
    assert workspace.package_dir("nord/eins") == tmp_path / "templates" / "nord" / "eins"


@pytest.mark.parametrize("name", ["a", "regen-bogen", "haus-2", "2019", "a" * 80, "console", "com"])
def test_good_profile_names(name: str) -> None:
    assert check_profile_id(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "/abs",
        "a/b",
        "a\\b",
        "C:x",
        "Groß",
        "träger",
        "A",
        "a b",
        "a.b",
        "a_b",
        "-a",
        "a-",
        "a--b",
        "a\n",
        "a\x00b",
        "con",
        "prn",
        "aux",
        "nul",
        "com1",
        "lpt9",
        "a" * 81,
        "аbc",  # a Cyrillic а
        "١",
    ],
)
def test_other_profile_names_are_refused(name: str) -> None:
    befund = check_profile_id(name)
    assert befund is not None
    assert befund.code == "VG111"
    assert befund.hilfe


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    root.mkdir()
    workspace = anlegen(root)
    dateien(root, "provider_data/echt.yaml")
    (tmp_path / "fremd.yaml").write_text("", encoding="utf-8")
    (root / "provider_data" / "hinaus.yaml").symlink_to(tmp_path / "fremd.yaml")
    (root / "provider_data" / "innen.yaml").symlink_to(root / "provider_data" / "echt.yaml")
    (root / "provider_data" / "kreis.yaml").symlink_to(root / "provider_data" / "kreis.yaml")
    assert workspace.check_inside(workspace.profile_path("echt")) is None
    assert workspace.check_inside(workspace.profile_path("innen")) is None
    befund = workspace.check_inside(workspace.profile_path("hinaus"))
    assert befund is not None
    assert befund.code == "VG101"
    assert "aus dem Arbeitsbereich hinaus" in befund.meldung


def test_a_workspace_reached_through_a_link_is_one(tmp_path: Path) -> None:
    echt = tmp_path / "echt"
    echt.mkdir()
    anlegen(echt)
    dateien(echt, "provider_data/a.yaml")
    (tmp_path / "link").symlink_to(echt)
    workspace = find_workspace(tmp_path / "link")
    assert workspace is not None
    assert workspace.check_inside(workspace.profile_path("a")) is None


def test_a_profile_with_the_wrong_ending_is_reported_once_per_file(tmp_path: Path) -> None:
    profile = tmp_path / "provider_data"
    profile.mkdir()
    for name in ("gut.yaml", "_teil.yaml", "klein.yml", "gross.YAML", "notiz.yaml.txt", "liesmich.txt", ".x.yml"):
        (profile / name).write_text("a: 1\n", encoding="utf-8")
    workspace = open_workspace(tmp_path)
    befunde = workspace.misnamed_profiles()
    assert [str(befund.mark) for befund in befunde] == [
        f"provider_data/{name}:1:1" for name in ("gross.YAML", "klein.yml", "notiz.yaml.txt")
    ]
    assert {befund.schwere for befund in befunde} == {"warnung"}
    assert befunde[1].hilfe == "Benennen Sie die Datei um in „klein.yaml“."
    assert "gut" in workspace.profile_ids()
