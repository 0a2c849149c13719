"""What a user meets at the command line: results where they belong, a line for every failure, documented exit codes."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest

from rashomon.apps import cli, exits
from rashomon.settings import Settings

TWO = ("bridge.txt", "closure.txt")

SECTION = "<html><body><main>{}</main></body></html>".format(
    "".join(
        f"<h3><a href=/{n}>Ministers to vote on bill number {n}</a></h3><p>What it says and who is for it.</p>"
        for n in range(9)
    )
)


def test_two_reports_give_a_summary_and_nothing_on_standard_error(run, reports):
    done = run("compare", *TWO)
    assert (done.code, done.err) == (exits.DONE, "")
    assert "Whitlow" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_json_to_standard_output_is_json_alone(run, reports):
    done = run("compare", *TWO, "--json", "-")
    dossier = json.loads(done.out)
    assert (done.code, done.err, dossier["format"]) == (exits.DONE, "", "rashomon-dossier/2")
    texts = {article["id"]: article["text"] for article in dossier["articles"]}
    assert all(
        texts[mention["article"]][mention["start"] : mention["end"]] == mention["text"]
        for entity in dossier["entities"]
        for mention in entity["mentions"]
    )


def test_no_text_leaves_the_articles_texts_out_of_the_json(run, reports):
    dossier = json.loads(run("compare", "--no-text", *TWO, "--json", "-").out)
    assert all("text" not in article and article["text_sha256"] for article in dossier["articles"])


def test_a_claim_is_looked_for_in_reports(run, reports):
    done = run("find", "The repair of the Harrow Bridge would cost 15 million dollars.", *TWO)
    assert (done.code, done.err) == (exits.DONE, "")
    told = done.out.split("Reported")[1].split("\n\n")[0]
    assert "15 million dollars" in " ".join(told.split())
    assert "Dana Whitlow" in told


def test_what_is_found_is_json_without_the_texts(run, reports):
    found = json.loads(run("find", "Engineers found a crack in the Harrow Bridge.", *TWO, "--json").out)
    assert found["format"] == "rashomon-found/1"
    assert any("crack" in hit["statement"]["text"] for hit in found["reported"])
    assert all("text" not in article for article in found["articles"])


def test_a_claim_without_a_sentence_is_a_wrong_call(run, reports):
    done = run("find", " ", *TWO)
    assert done.code == exits.USAGE
    assert "claim" in done.err


def test_every_output_is_written_and_named(run, reports):
    done = run("compare", "--html", "a.html", *TWO, "--markdown", "a.md", "--json", "a.json")
    assert done.code == exits.DONE
    assert done.err.splitlines() == ["Wrote a.json", "Wrote a.html", "Wrote a.md"]
    assert (reports / "a.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
    assert (reports / "a.md").read_text(encoding="utf-8").startswith("#")
    assert json.loads((reports / "a.json").read_bytes())["claims"]


def test_the_order_of_the_files_changes_no_byte(run, reports):
    files = (*TWO, "french.txt")
    there = run("compare", *files, "--json", "-", "--published", "2018-08-28")
    assert there.code == exits.SOME_FAILED
    back = run("compare", *reversed(files), "--json", "-", "--published", "2018-08-28")
    assert there == back


@pytest.mark.slow
def test_the_number_of_jobs_changes_no_byte(run, reports):
    one = run("compare", *TWO, "--json", "-", "--jobs", 1)
    assert one.code == exits.DONE
    assert run("compare", *TWO, "--json", "-", "--jobs", 2) == one


@pytest.mark.parametrize(
    ("cores", "articles", "by_net", "by_rules"),
    [(2, 100, 1, 2), (8, 39, 1, 1), (8, 60, 3, 3), (8, 900, 4, 8), (None, 900, 1, 1)],
)
def test_a_process_is_started_for_twenty_articles_where_it_has_its_cores(
    monkeypatch, cores, articles, by_net, by_rules
):
    monkeypatch.setattr(cli.inputs, "cpu_count", lambda: cores)
    assert cli.inputs.jobs_for(articles, Settings()) == by_net
    assert cli.inputs.jobs_for(articles, Settings(attribution="rules")) == by_rules


def test_a_day_for_one_file_goes_before_the_day_for_all(run, reports):
    done = run("compare", *TWO, "--published", "2018-08-28", "--published", "bridge.txt=2018-08-30", "--json", "-")
    days = {article["file"]: article["published"] for article in json.loads(done.out)["articles"]}
    assert days == {"bridge.txt": "2018-08-30", "closure.txt": "2018-08-28"}


def test_an_outlet_is_given_for_a_file_and_is_no_hop_to_itself(run, reports):
    hops = {}
    for given in ([], ["--outlet", "bridge.txt=Marlow Courier", "--outlet", "closure.txt=Post"]):
        dossier = json.loads(run("compare", *TWO, *given, "--json", "-").out)
        outlets = {article["file"]: article.get("outlet") for article in dossier["articles"]}
        bridge = next(article["id"] for article in dossier["articles"] if article["file"] == "bridge.txt")
        told = [s for s in dossier["statements"] if s["article"] == bridge and "not safe" in s["text"]]
        hops[outlets["bridge.txt"]] = [[name["text"] for hop in s["chain"] for name in hop["sources"]] for s in told]
    assert any("Courier" in name for chain in hops[None] for name in chain)
    assert hops["Marlow Courier"]
    assert not any("Courier" in name for chain in hops["Marlow Courier"] for name in chain)


@pytest.mark.parametrize("command", [["read"], ["find", "A crack was found in the bridge."]])
def test_every_command_that_reads_takes_an_outlet_and_a_day(run, reports, command):
    given = ["--outlet", "Marlow Courier", "--published", "bridge.txt=2018-08-28"]
    done = run(*command, "bridge.txt", *given, "--json")
    found = json.loads(done.out)
    article = (found if isinstance(found, list) else found["articles"])[0]
    assert (done.code, article["outlet"], article["published"]) == (exits.DONE, "Marlow Courier", "2018-08-28")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--outlet", "other.txt=Post"], "'other.txt' is none of the files"),
        (["--outlet", "bridge.txt="], "outlet's name is empty"),
        (["--outlet", "Post", "--outlet", "Courier"], "two outlets for all files"),
        (["--published", "2018-13-01"], "'2018-13-01' is not a day"),
        (["--published", "yesterday"], "'yesterday' is not a day"),
        (["--published", "other.txt=2018-08-28"], "'other.txt' is none of the files"),
        (["--published", "2018-08-28", "--published", "2018-08-29"], "two days for all files"),
        (
            ["--published", "bridge.txt=2018-08-28", "--published", "./bridge.txt=2018-08-29"],
            "two days for ./bridge.txt",
        ),
        (["--json", "-", "--html", "-"], "--html -: is also the output of --json"),
        (["--json", "x.json", "--html", "./x.json"], "is also the output of --json"),
        (["--html", "bridge.txt"], "--html bridge.txt: is also an input"),
        (["--html", "-", "--open"], "--open needs a page in a file"),
        (["--colour"], "No such option: --colour"),
        (["--jobs", "-1"], "--jobs"),
    ],
)
def test_a_wrong_call_is_told_before_any_work(run, reports, arguments, said):
    done = run("compare", *TWO, *arguments)
    assert (done.code, done.out) == (exits.USAGE, "")
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_failed_call_leaves_an_input_as_it_was(run, reports):
    before = (reports / "bridge.txt").read_bytes()
    run("compare", *TWO, "--html", "bridge.txt")
    assert (reports / "bridge.txt").read_bytes() == before


@pytest.mark.parametrize(
    ("target", "said"), [("nowhere/page.html", "its folder does not exist"), (".", "is a folder: name a file in it")]
)
def test_an_output_that_cannot_be_written_is_one_line(run, reports, target, said):
    done = run("compare", *TWO, "--html", target)
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.NO_RESULT, "", 1)
    assert done.err.startswith(f"rashomon: {target}: {said}")


def test_a_full_disk_is_one_line(run, reports, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("compare", *TWO, "--json", "a.json")
    assert (done.code, done.err) == (exits.NO_RESULT, "rashomon: a.json: cannot be written: No space left on device\n")
    assert not (reports / "a.json").exists()


def test_inputs_that_cannot_be_used_are_named_and_the_others_compared(run, reports):
    (reports / "empty.txt").touch()
    (reports / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (reports / "nothing.txt").write_text("Bridge\n", encoding="utf-8")
    (reports / "folder").mkdir()
    (reports / "section.html").write_text(SECTION, encoding="utf-8")
    names = [
        "empty.txt",
        "picture.txt",
        "bridge.txt",
        "nothing.txt",
        "missing.txt",
        "french.txt",
        "folder",
        "section.html",
    ]
    done = run("compare", *TWO, *names, "--json", "-")
    failures = json.loads(done.out)["failures"]
    assert done.code == exits.SOME_FAILED
    assert {failure["source"] for failure in failures} == set(names)
    assert done.err.splitlines() == [
        *(f"rashomon: {failure['source']}: {failure['problem']}" for failure in failures),
        "rashomon: 2 of 9 files compared",
    ]
    assert "bridge.txt: named twice, compared once" in done.err
    assert "french.txt: its language is 'fr', and only English is understood" in done.err
    assert "section.html: is a section page, which only leads to articles: give the articles themselves" in done.err


def test_the_same_text_under_another_name_is_kept_and_shown(run, reports):
    (reports / "copy.txt").write_bytes((reports / "bridge.txt").read_bytes())
    done = run("compare", *TWO, "copy.txt", "--json", "-")
    dossier = json.loads(done.out)
    assert done.code == exits.DONE
    assert [copy["kind"] for copy in dossier["copies"]] == ["exact"]
    files = {article["id"]: article["file"] for article in dossier["articles"]}
    assert sorted(files[a] for a in dossier["copy_groups"][0]["articles"]) == ["bridge.txt", "copy.txt"]
    assert "The same text in 2 of 3 articles" in run("compare", *TWO, "copy.txt").out


def test_a_file_over_the_size_bound_is_named(run, reports, monkeypatch):
    (reports / "long.txt").write_text("Many words. " * 1000, encoding="utf-8")
    monkeypatch.setenv("RASHOMON_MAX_BYTES", "5000")
    done = run("compare", *TWO, "long.txt", "--json", "-")
    assert done.code == exits.SOME_FAILED
    assert done.err.startswith("rashomon: long.txt: ")
    assert "5,000" in done.err


def test_one_article_is_nothing_to_compare_and_every_reason_is_given(run, reports):
    done = run("compare", "bridge.txt", "missing.txt", "french.txt")
    assert (done.code, done.out) == (exits.NO_RESULT, "")
    lines = done.err.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["french.txt", "missing.txt", "nothing to compare"]
    assert lines[-1] == "rashomon: nothing to compare: two articles are needed, 1 can be used"


def test_an_article_comes_from_standard_input(run, reports, monkeypatch):
    text = (reports / "closure.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(text), isatty=lambda: False))
    dossier = json.loads(run("compare", "bridge.txt", "-", "--json", "-").out)
    assert sorted(article["file"] for article in dossier["articles"]) == ["-", "bridge.txt"]


def test_standard_input_is_read_once(run, reports):
    done = run("compare", "-", "-")
    assert (done.code, done.err) == (exits.USAGE, "rashomon: standard input (-) can be read only once\n")


def test_a_closed_standard_input_is_told(run, reports, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    done = run("read", "-")
    assert (done.code, done.err) == (exits.USAGE, "rashomon: standard input (-) is closed\n")


def test_open_shows_the_page_and_makes_one_where_none_is_asked_for(run, reports, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    assert run("compare", *TWO, "--html", "a.html", "--open").code == exits.DONE
    assert opened == [(reports / "a.html").as_uri()]
    monkeypatch.setattr("tempfile.tempdir", str(reports))
    assert run("compare", *TWO, "--open").err.startswith(f"Wrote {reports}")
    assert opened[1].startswith(reports.as_uri())


def test_where_no_browser_is_found_the_page_is_named(run, reports, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    done = run("compare", *TWO, "--html", "a.html", "--open")
    assert (done.code, done.err) == (
        exits.SOME_FAILED,
        "Wrote a.html\nrashomon: no browser was found: open a.html yourself\n",
    )


def test_read_shows_every_character_with_its_role(run, reports):
    done = run("read", "bridge.txt")
    assert (done.code, done.err) == (exits.DONE, "")
    assert "bridge.txt" in done.out
    assert "body" in done.out
    assert "engineers found a crack in it, officials said." in " ".join(done.out.split())
    assert max(map(len, done.out.splitlines())) <= 80
    assert not any(line != line.rstrip() for line in done.out.splitlines())


def test_read_says_what_a_page_is_and_how_much_of_it_there_is(run, reports):
    (reports / "section.html").write_text(SECTION, encoding="utf-8")
    stub = f"<p>{'The talks on the river treaty failed on Tuesday. ' * 4}</p><p>Nobody said …</p>"
    (reports / "stub.html").write_text(f"<html><body>{stub}</body></html>", encoding="utf-8")
    assert "  page: a section page, which only leads to articles" in run("read", "section.html").out
    assert "  extent: incomplete: the article breaks off" in run("read", "stub.html").out


def test_read_tells_who_says_when_an_article_was_published_and_who_says_otherwise(run, reports):
    (reports / "talks.html").write_text(
        '<html><head><meta property="article:published_time" content="2018-08-28T10:00:00+02:00">'
        '<meta name="author" content="Jane Doe"><link rel="canonical" href="https://www.daily.co.uk/2018/08/27/talks">'
        "</head><body><h1>Talks fail</h1>"
        + "<p>The talks failed on Tuesday, two officials said.</p>" * 9
        + "</body></html>",
        encoding="utf-8",
    )
    out = run("read", "talks.html").out
    assert "published: 2018-08-28 (its metadata, 0.96; also 2018-08-27, its address, 0.85)" in out
    assert "authors: Jane Doe (its metadata, 0.8)" in out
    assert "domain: daily.co.uk (the page itself, 0.9)" in out


def test_read_prints_articles_as_json(run, reports):
    (article,) = json.loads(run("read", "bridge.txt", "--json").out)
    assert [p["start"] for p in article["passages"]] == [0, *[p["end"] for p in article["passages"]][:-1]]
    assert article["passages"][-1]["end"] == len(article["text"])


def test_read_steers_no_terminal(run, reports):
    hostile = "The \x1b[2Jbridge\x07 was closed on Monday, [red]officials[/red] said. " + "It stays closed.\n" * 30
    (reports / "hostile.txt").write_text(hostile, encoding="utf-8")
    done = run("read", "hostile.txt")
    assert done.code == exits.DONE
    assert not {"\x1b", "\x07"} & set(done.out)
    assert "[red]officials[/red]" in done.out


def test_read_of_nothing_usable_has_no_result(run, reports):
    done = run("read", "missing.txt")
    assert (done.code, done.out) == (exits.NO_RESULT, "")
    assert done.err.startswith("rashomon: missing.txt: ")
    assert run("read", "missing.txt", "bridge.txt").code == exits.SOME_FAILED


def test_the_demo_writes_its_page_where_the_user_stands(run, reports):
    done = run("demo")
    assert (done.code, done.err) == (exits.DONE, "Wrote dossier.html\n")
    assert (reports / "dossier.html").stat().st_size > 10_000


def test_the_example_has_days_outlets_titles_a_toll_that_rises_and_a_copied_passage(run, reports):
    dossier = json.loads(run("compare", *sorted(cli.EXAMPLES.glob("*.txt")), "--json", "-").out)
    told = [(a["outlet"], a["published"]) for a in sorted(dossier["articles"], key=lambda a: a["file"])]
    assert told == [
        ("Coast Courier", "2025-03-03"),
        ("Evening Ledger", "2025-03-05"),
        ("Harbour Post", "2025-03-04"),
        ("Northern Press Agency", "2025-03-04"),
    ]
    assert all(article["title"] for article in dossier["articles"])
    assert len(dossier["copies"]) == 1
    tolls = [[value["text"] for value in figure["values"]] for figure in dossier["figures"]]
    assert ["one", "Three", "four"] in tolls


@pytest.mark.parametrize("arguments", [(), ("attribution", "--data", "dev.jsonl", "--errors", "errors.html")])
def test_evaluate_says_in_one_line_where_it_went(run, arguments):
    done = run("evaluate", *arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.USAGE, "", 1)
    assert "`python -m evals TASK --data FILE`" in done.err


def test_a_bug_is_one_line_and_debug_shows_where(run, reports, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr("rashomon.compare", broken)
    done = run("compare", *TWO)
    assert (done.code, done.out, len(done.err.splitlines())) == (exits.BUG, "", 1)
    assert "ZeroDivisionError: of all things" in done.err
    monkeypatch.setattr(sys, "argv", ["rashomon", "--debug", "compare"])
    with pytest.raises(ZeroDivisionError):
        exits.guard(broken)


def test_a_stage_that_fails_costs_a_line_and_debug_shows_its_trace(run, reports, monkeypatch):
    from rashomon.annotation import pipeline

    times = pipeline.times

    def fails_on_the_bridge(parsed, published):
        if "12 million" in parsed.article.content:
            raise IndexError("of all things")
        return times(parsed, published)

    stages = [replace(s, run=fails_on_the_bridge) if s.name == "times" else s for s in pipeline.STAGES]
    monkeypatch.setattr(pipeline, "STAGES", stages)
    line = "rashomon: bridge.txt: its times could not be read (stage 'times' failed: IndexError); the rest was compared"
    done = run("compare", *TWO, "--json", "made.json", "--html", "page.html", "--markdown", "page.md")
    assert done.code == exits.SOME_FAILED
    assert [text for text in done.err.splitlines() if not text.startswith("Wrote")] == [line]
    made = json.loads(Path("made.json").read_bytes())
    assert [f["stage"] for f in made["failures"]] == ["times"]
    assert len(made["articles"]) == len({s["article"] for s in made["statements"]}) == 2
    assert {s["article"] for s in made["statements"] if s.get("when")} == {
        a["id"] for a in made["articles"] if a["file"] == "closure.txt"
    }
    for page in ("page.html", "page.md"):
        text = Path(page).read_text(encoding="utf-8")
        assert "Not found, because a stage failed" in text
        assert "its times could not be read" in text
        assert "Left out of the comparison" not in text
    monkeypatch.setattr(logging.getLogger("rashomon.stages"), "handlers", [])
    done = run("compare", *TWO, "--debug")
    assert done.code == exits.SOME_FAILED
    assert "in fails_on_the_bridge" in done.err
    assert "IndexError: of all things" in done.err
    assert done.err.splitlines()[-1] == line


def test_a_wrong_environment_variable_is_named(run, reports, monkeypatch):
    monkeypatch.setenv("RASHOMON_MAX_BYTES", "plenty")
    done = run("compare", *TWO)
    assert (done.code, done.out) == (exits.USAGE, "")
    assert "RASHOMON_" in done.err
    assert "max_bytes" in done.err


def test_containers_files_and_folders_are_compared_in_one_call(run, reports):
    (reports / "story").mkdir()
    (reports / "bridge.txt").rename(reports / "story" / "bridge.txt")
    rows = [{"story": (reports / "closure.txt").read_text(encoding="utf-8"), "hl": "Closed"}, {"story": ""}]
    (reports / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("compare", "story", "rows.jsonl", "--fields", "text=story,title=hl", "--json", "-")
    dossier = json.loads(done.out)
    assert sorted(article["file"] for article in dossier["articles"]) == ["rows.jsonl#1", "story/bridge.txt"]
    assert done.code == exits.SOME_FAILED
    assert done.err == (
        "rashomon: rows.jsonl#2: contains no text; its fields are 'story': say which with --fields text=NAME\n"
    )


def test_a_day_for_a_container_holds_for_all_that_is_in_it(run, reports):
    texts = [(reports / name).read_text(encoding="utf-8") for name in TWO]
    (reports / "rows.json").write_text(json.dumps([{"text": text} for text in texts]), encoding="utf-8")
    done = run("compare", "rows.json", "--published", "./rows.json=2018-08-28", "--json", "-")
    articles = json.loads(done.out)["articles"]
    assert [article["published"] for article in articles] == ["2018-08-28"] * 2


def test_no_more_is_read_than_the_limit_and_a_line_says_so(run, reports):
    done = run("read", *TWO, "--limit", 1, "--json")
    assert [article["file"] for article in json.loads(done.out)] == ["bridge.txt"]
    assert (done.code, done.err) == (
        exits.SOME_FAILED,
        "rashomon: closure.txt: the rest is left out: the limit of 1 is reached; raise it with --limit\n",
    )


@pytest.mark.parametrize("fields", ["story", "body=text"])
def test_a_wrong_map_of_fields_is_a_wrong_call(run, reports, fields):
    done = run("read", *TWO, "--fields", fields)
    assert (done.code, done.out) == (exits.USAGE, "")
    assert done.err.startswith(f"rashomon: --fields {fields!r}: write FIELD=NAME")


def test_a_feed_that_only_points_at_pages_says_how_to_fetch_them(run, reports):
    (reports / "feed.xml").write_text(
        "<rss version='2.0'><channel><item><link>https://x.example/1</link></item></channel></rss>", encoding="utf-8"
    )
    done = run("read", "feed.xml")
    assert (done.code, done.err) == (
        exits.NO_RESULT,
        "rashomon: feed.xml: links to one address, not fetched: add --follow\n",
    )


def test_nothing_is_understood_where_there_can_be_nothing_to_compare(run, reports, monkeypatch):
    monkeypatch.setattr("rashomon.understand", lambda *_: pytest.fail("understood"))
    done = run("compare", "bridge.txt", "french.txt", "missing.txt")
    assert done.code == exits.NO_RESULT
    assert done.err.splitlines() == [
        "rashomon: french.txt: its language is 'fr', and only English is understood",
        "rashomon: missing.txt: no such file: check the name and the folder",
        "rashomon: nothing to compare: two articles are needed, 1 can be used",
    ]


def test_read_writes_the_json_list_as_it_goes(run, reports):
    both = run("read", *TWO, "--json").out
    assert [article["file"] for article in json.loads(both)] == list(TWO)
    assert both == json.dumps(json.loads(both), indent=2, ensure_ascii=False) + "\n"
    assert run("read", "missing.txt", "--json").out == "[]\n"


@pytest.mark.parametrize("command", ["compare", "read", "find", "demo"])
def test_the_help_of_a_command_has_examples_and_no_types(run, command):
    done = run(command, "-h")
    assert done.code == exits.DONE
    assert f"Examples:\n    rashomon {command} " in done.out
    assert not any(word in done.out for word in ("<str>", "<int", "list[", "range>"))


def test_the_version_and_the_help_have_short_names(run):
    assert run("-V") == run("--version")
    assert run("-h") == run("--help")


@pytest.mark.parametrize("arguments", [("-q", "compare"), ("compare", "--quiet")])
def test_quiet_leaves_out_notes_and_keeps_warnings(run, reports, arguments):
    done = run(*arguments, *TWO, "missing.txt", "--markdown", "a.md")
    assert done.err.splitlines()[1:] == ["rashomon: 2 of 3 files compared"]
    assert done.err.startswith("rashomon: missing.txt: ")
    assert "Wrote a.md" in run("compare", *TWO, "--markdown", "a.md").err


def test_completion_for_a_shell_is_shown(run, monkeypatch):
    monkeypatch.setattr("typer.completion._get_shell_name", lambda: "bash")
    assert "complete -o default" in run("--show-completion").out


def test_on_a_terminal_the_last_line_says_what_can_be_done_next(run, reports, monkeypatch):
    monkeypatch.setattr(cli.outputs, "is_terminal", lambda: True)
    assert run("compare", *TWO).err == "Next: add --open to see every line in its report\n"
    assert run("compare", *TWO, "--html", "a.html").err == "Wrote a.html\nNext: open a.html in a browser\n"


def test_one_article_gives_a_page_of_its_own_with_quotes_sources_figures_and_times(run, reports):
    report = cli.EXAMPLES / "harbour-post.txt"
    done = run("read", report, "--html", "report.html")
    assert (done.code, done.out, done.err) == (exits.DONE, "", "Wrote report.html\n")
    page = (reports / "report.html").read_text(encoding="utf-8")
    for part in ("Quotes", "Sources", "Figures", "Times", "The text"):
        assert f"<h2>{part}</h2>" in page
    quotes = page.split('<section id="quotes">')[1].split("</section>")[0]
    assert "Peter Salo" in quotes
    assert "The alarm was never switched off" in quotes
    assert "160" in page.split('<section id="figures">')[1].split("</section>")[0]
    linked = set(re.findall(r'href="#([^"]+)"', page))
    assert linked <= set(re.findall(r' id="([^"]+)"', page))


def test_the_page_on_one_article_runs_nothing_that_the_article_has(run, reports):
    hostile = '<script>alert(1)</script> & <b>two</b> people said on Monday that the bridge "is <i>not</i> safe".\n'
    (reports / "hostile.txt").write_text(hostile * 3, encoding="utf-8")
    page = run("read", "hostile.txt", "--html", "-").out
    assert "<script" not in page
    assert "default-src &#39;none&#39;; style-src" in page


def test_a_page_on_one_article_is_refused_for_several(run, reports):
    assert run("read", *TWO, "--html", "a.html").code == exits.USAGE
    assert run("read", "bridge.txt", "--html", "a.html", "--json").code == exits.USAGE
    assert not (reports / "a.html").exists()


def test_a_list_is_printed_or_written_as_csv(run, reports):
    done = run("quotes", *TWO, "--csv", "quotes.csv")
    assert (done.code, done.out) == (exits.DONE, "")
    assert (reports / "quotes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    printed = run("sources", *TWO)
    assert printed.code == exits.DONE
    assert "outlets: " in printed.out


def test_the_terminal_shows_one_screen_and_all_when_asked(run, reports):
    screen, everything = run("compare", *TWO).out, run("compare", *TWO, "--full").out
    assert screen.startswith("2 reports")
    assert len(screen.splitlines()) <= 40
    assert "claims" in everything.splitlines()[1]
