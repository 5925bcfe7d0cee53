"""The loader of rule files is strict: each fault is a PatternError that names the file, the place and the cure."""
from __future__ import annotations

from pathlib import Path

import pytest

from patterns import PatternError, Ruleset, load

PROOF = "examples = [{ text = 'năm 2020' }]\ncounterexamples = ['năm nay']"
RULE = f"[[rule]]\nname = 'year'\nkind = 'period'\npattern = 'năm [0-9]{{4}}'\n{PROOF}\n"


def rule(pattern: str, name: str = "year") -> str:
    return f"[[rule]]\nname = '{name}'\nkind = 'period'\npattern = '{pattern}'\n{PROOF}\n"


def load_text(directory: Path, text: str, extra: str | None = None) -> Ruleset:
    """A ruleset of one built-in file `times.toml`, with a file of the same name of a user on top."""
    for name, content in (("built_in", text), ("extra", extra)):
        (directory / name).mkdir()
        (directory / name / "times.toml").write_text(content or "", "utf-8")
    return load(directory / "extra" if extra is not None else None, built_in=directory / "built_in")


FAULTS = {
    "unknown table": ("[[ruel]]\nname = 'x'\n", "unknown table `ruel`"),
    "unknown key of a rule": (RULE + "weight = '3'\n", "rule `year`: unknown key `weight`"),
    "unknown key of an entry": ("[[bound]]\nname='a'\nbound='over'\nforms=['hơn']\ntone='x'\n", "unknown key `tone`"),
    "unknown key of an example": (RULE.replace("text =", "txt ="), "rule `year`: an example is"),
    "unknown list": (rule(r"\L<months>"), "rule `year`: there is no list `months`"),
    "unknown definition": (rule("(?&digits)"), "rule `year`: there is no definition `digits`"),
    "missing key of a rule": (RULE.replace("kind = 'period'\n", ""), "rule `year`: the key `kind` is missing"),
    "missing name": (RULE.replace("name = 'year'\n", ""), "(without a name)`: the key `name` is missing"),
    "missing key of an entry": ("[[bound]]\nname='a'\nforms=['hơn']\n", "bound `a`: the key `bound` is missing"),
    "missing examples": (RULE.replace("[{ text = 'năm 2020' }]", "[]"), "at least one entry in `examples`"),
    "missing counterexamples": (RULE.replace("['năm nay']", "[]"), "at least one entry in `counterexamples`"),
    "missing text of an example": (RULE.replace("text = 'năm 2020'", ""), "rule `year`: an example is"),
    "double rule": (RULE + RULE, "rule `year`: stands twice"),
    "double entry": ("bound = [{name='a', bound='over', forms=['hơn']}, {name='a', bound='about', forms=['cỡ']}]",
                     "bound `a`: stands twice"),
    "double form": ("[[bound]]\nname='a'\nbound='over'\nforms=['hơn', 'hơn']\n", "bound `a`: `hơn` stands twice"),
    "double word of a list": ("[words]\nahead = ['sẽ', 'sẽ']\n", "word list `ahead`: `sẽ` stands twice"),
    "list named as a table": ("[lists]\nunit = ['ha']\n", "`unit` is the name of a table"),
    "unused list": ("[lists]\nmonths = ['tháng']\n" + RULE, "list `months` is used by no pattern"),
    "unused definition": ("[define]\ndigits = '[0-9]+'\n" + RULE, "definition `digits` is used by no pattern"),
    "pattern does not compile": (rule("năm ([0-9]"), "rule `year`: the pattern does not compile"),
    "definition does not compile": ("[define]\nd = '['\n" + rule("(?&d)"), "rule `year`: the pattern does not compile"),
    "wrong type of a key": (RULE.replace("kind = 'period'", "kind = 3"), "rule `year`: key `kind`: must be a text"),
    "empty key": (RULE.replace("kind = 'period'", "kind = ''"), "rule `year`: key `kind`: must be a text, not empty"),
    "wrong type of a flag": ("[[title]]\nname='a'\nforms=['vua']\nalone='yes'\n", "key `alone`: must be a flag"),
    "wrong type of a list": ("[words]\nahead = 'sẽ'\n", "word list `ahead`: must be a list of texts"),
    "wrong type of a word": ("[words]\nahead = [3]\n", "word list `ahead`: must be a list of texts"),
    "wrong type of a definition": ("[define]\nd = 3\n", "define `d`: must be a text"),
    "wrong type of a table": ("[rule]\nname = 'x'\n", "`rule` must be written [[rule]]"),
    "wrong type of an entry": ("rule = ['x']\n", "`rule` must be written [[rule]]"),
    "wrong type of an example's match": (RULE.replace("2020'", "2020', match = 3"), "rule `year`: an example is"),
    "wrong type of an example's groups": (RULE.replace("2020'", "2020', groups = 'y'"), "rule `year`: an example is"),
    "wrong type of lists": ("lists = ['a']\n", "[lists] must be a table"),
    "wrong type of a counterexample": (RULE.replace("['năm nay']", "[3]"), "a counterexample is a text"),
    "not TOML": ("[[rule\n", "not a TOML file in UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_file_and_place(fault: str, tmp_path: Path) -> None:
    text, says = FAULTS[fault]
    with pytest.raises(PatternError) as caught:
        load_text(tmp_path, text)
    assert str(caught.value).startswith(str(tmp_path / "built_in" / "times.toml"))
    assert says in str(caught.value)


def test_a_double_name_across_files_is_refused(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text("[words]\nahead = ['sẽ']\n", "utf-8")
    with pytest.raises(PatternError, match=r"two\.toml: word list `ahead`: stands twice"):
        load(built_in=tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "times.toml").write_bytes(b"[words]\nahead = ['s\xe3']\n")
    with pytest.raises(PatternError, match=r"times\.toml: not a TOML file in UTF-8"):
        load(built_in=tmp_path)


def test_a_directory_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="no such directory of rule files"):
        load(tmp_path / "none")


def test_a_fault_in_a_users_file_names_that_file(tmp_path: Path) -> None:
    with pytest.raises(PatternError) as caught:
        load_text(tmp_path, RULE, rule("(", "other"))
    assert str(caught.value).startswith(str(tmp_path / "extra" / "times.toml"))


def test_a_user_adds_words_to_a_list(tmp_path: Path) -> None:
    built_in = "[lists]\nmonths = ['tháng']\n" + rule(r"\L<months> [0-9]+")
    ruleset = load_text(tmp_path, built_in, "[lists]\nmonths = ['thg']\n")
    assert ruleset.rule("times:year").pattern.search("thg 5")
    assert ruleset.rule("times:year").pattern.search("tháng 5")


def test_a_user_replaces_a_rule_of_the_same_file_and_name(tmp_path: Path) -> None:
    ruleset = load_text(tmp_path, RULE, rule("niên khóa [0-9]{4}"))
    assert [found.name for found in ruleset.rules] == ["times:year"]
    assert ruleset.rule("times:year").pattern.search("niên khóa 2020")
    assert not ruleset.rule("times:year").pattern.search("năm 2020")


def test_a_user_adds_an_entry_to_a_table(tmp_path: Path) -> None:
    built_in = "[[currency]]\nname = 'VND'\nforms = ['đồng']\n"
    ruleset = load_text(tmp_path, built_in, "[[currency]]\nname = 'LAK'\nforms = ['kíp']\n")
    assert {entry["name"] for entry in ruleset.table("currency")} == {"VND", "LAK"}
    assert ruleset.by_form("currency")["kíp"]["name"] == "LAK"


def test_the_forms_of_a_table_are_a_list_for_patterns(tmp_path: Path) -> None:
    text = "[[currency]]\nname = 'VND'\nforms = ['đồng']\n" + rule(r"[0-9]+ \L<currency>", "money")
    assert load_text(tmp_path, text).rule("times:money").pattern.search("500 đồng")


def test_a_definition_may_call_another(tmp_path: Path) -> None:
    text = "[define]\ndigit = '[0-9]'\nyear = '(?&digit){4}'\n" + rule("năm (?&year)")
    assert load_text(tmp_path, text).rule("times:year").pattern.search("năm 2020")


def test_the_hash_follows_the_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = load_text(tmp_path / "a", RULE)
    assert one.sha256 == load(built_in=tmp_path / "a" / "built_in").sha256
    assert one.sha256 != load_text(tmp_path / "b", RULE + "\n").sha256
    assert one.sha256 != load_text_twice(tmp_path).sha256


def load_text_twice(directory: Path) -> Ruleset:
    """The same built-in file with a user's word on top."""
    (directory / "c").mkdir()
    return load_text(directory / "c", RULE, "[words]\nahead = ['sẽ']\n")


def test_what_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    ruleset = load_text(tmp_path, RULE)
    with pytest.raises(KeyError):
        ruleset.words("none")
    with pytest.raises(KeyError):
        ruleset.rule("times:none")
    assert ruleset.table("currency") == ()
