"""Asks the gold set in Chromium and weighs what is fetched.

    python measure.py own FOLDER CORPUS        FOLDER holds assets/search and search-index
    python measure.py pagefind FOLDER CORPUS   FOLDER holds pagefind/
    python measure.py material FOLDER CORPUS   FOLDER is a site with Material's plugin and workers/

Every query is asked on a page of its own with an empty cache. Bytes are those after gzip
(Pagefind's files are compressed already). `further` leaves out what a session fetches once:
program, texts, meta.
"""

import argparse
import gzip
import json
import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from playwright.sync_api import Browser, sync_playwright

from browser import launch_options
from conftest import serve
from search_scoring import GoldQuery, figures, read_gold

TIMED = """const since = performance.now(); %s
  const last = Math.max(...performance.getEntriesByType("resource").map((one) => one.responseEnd));
  return [answers, performance.now() - Math.max(last, since), performance.now() - since];"""
ASK = {
    "own": """async (query) => { const { Search } = await import("/assets/search/engine.js");
      const { loadTexts } = await import("/assets/search/program.js");
      await import("/assets/search/box.js");
      await loadTexts();
      const search = new Search(new URL("/search-index/", location.href));"""
    + TIMED
    % """const { hits } = await search.find(query);
      const answers = hits.slice(0, 20).map((hit) => hit.address);"""
    + "}",
    "pagefind": """async (query) => { const pagefind = await import("/pagefind/pagefind.js");
      await pagefind.options(
        { ranking: { diacriticSimilarity: 0, metaWeights: { title: 20 } } });"""
    + TIMED
    % """const found = await pagefind.search(query); const data = await Promise.all(
      found.results.slice(0, 5).map((one) => one.data()));
      const answers = data.map((one) => one.url);"""
    + "}",
}
ASK["material"] = (
    """async (query) => {
  const worker = new Worker("/assets/javascripts/workers/WORKER");
  const reply = (wanted) => new Promise((done) => worker.addEventListener("message", ({ data }) => {
    if (data.type === wanted) done(data.data); }));
  const { config, docs } = await (await fetch("/search/search_index.json")).json();
  const ready = reply(1);
  worker.postMessage({ type: 0, data: { config, docs, options: { suggest: false } } });
  await ready; const result = reply(3);"""
    + TIMED
    % """worker.postMessage({ type: 2, data: query });
  const { items } = await result;
  const answers = items.flat().map((one) => one.location); worker.terminate();"""
    + "}"
)
ONCE = re.compile(
    r"/assets/search(/|\.js)|meta\.json|current\.json|pagefind\.js|pagefind-entry|pf_meta|wasm|javascripts/|search_index"
)
COMPRESSED = re.compile(r"pf_|wasm\.")


def ask(browser: Browser, url: str, folder: Path, kind: str, query: str) -> dict:
    page = browser.new_context().new_page()
    page.goto(f"{url}empty.html")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url.removeprefix(url).partition("?")[0])
    )
    worker = (
        next((folder / "assets/javascripts/workers").glob("search*.js"), None)
        if kind == "material"
        else None
    )
    script = ASK[kind].replace("WORKER", worker.name) if worker else ASK[kind]
    answers, after, whole = page.evaluate(script, query)
    page.context.close()
    weights = {name: weight(folder / name) for name in asked}
    return {
        "answers": [address_of(answer) for answer in answers],
        "first": sum(weights.values()),
        "further": sum(size for name, size in weights.items() if not ONCE.search(f"/{name}")),
        "requests": len(asked),
        "after": after,
        "whole": whole,
    }


@cache
def weight(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if COMPRESSED.search(path.name) else len(gzip.compress(content))


def address_of(answer: str) -> str:
    """Pages that stand for records carry their anchor as a last folder."""
    answer = answer.lstrip("/").removesuffix("index.html")
    answer = re.sub(r"^van-ban/([^/#]+)/$", r"van-ban/#\1", answer)
    return re.sub(r"/([tkd]\d+)/$", r"/#\1", answer)


def page_of(address: str) -> str:
    return address.partition("#")[0]


def without_anchors(gold: GoldQuery) -> GoldQuery:
    """A candidate that knows pages only has done its part when it finds the page."""
    return replace(gold, expected=tuple(dict.fromkeys(page_of(want) for want in gold.expected)))


def report(rows: list[tuple[GoldQuery, dict]], kind: str) -> dict:
    found = figures((gold, row["answers"]) for gold, row in rows)
    table = {
        name: [f.count, round(f.recall, 3), round(f.reciprocal_rank, 3)]
        for name, f in found.items()
    }
    for column in ("first", "further", "requests", "after", "whole"):
        values = sorted(row[column] for _, row in rows)
        table[column] = {
            "median": round(median(values)),
            "p95": round(values[int(0.95 * len(values))]),
            "max": round(values[-1]),
        }
    return {"candidate": kind, "queries": len(rows), **table}


def main(options: argparse.Namespace) -> None:
    (options.folder / "empty.html").write_text("<!doctype html><title>–</title>", encoding="utf-8")
    server, url = serve(options.folder)
    gold = read_gold(ROOT / "data" / "search" / "gold.csv", options.corpus)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        rows = [
            (one, ask(browser, url, options.folder, options.kind, one.query))
            for one in gold[:: options.step]
        ]
        browser.close()
    server.shutdown()
    if options.pages:
        rows = [
            (
                without_anchors(one),
                row | {"answers": list(dict.fromkeys(page_of(a) for a in row["answers"]))},
            )
            for one, row in rows
        ]
    print(json.dumps(report(rows, options.kind), ensure_ascii=False, indent=1))
    for one, row in rows:
        if one.recall(row["answers"]) < 1 and options.misses:
            print(one.kind, "|", one.query, "|", row["answers"][:5])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=sorted(ASK))
    parser.add_argument("folder", type=Path)
    parser.add_argument("corpus", choices=("real", "nation"))
    parser.add_argument("--step", type=int, default=1, help="every nth query only")
    parser.add_argument("--pages", action="store_true", help="compare pages, without anchors")
    parser.add_argument("--misses", action="store_true")
    main(parser.parse_args())
