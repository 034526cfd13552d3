"""How long the site of the invented country takes, stage by stage, and the search index's share.

    python benchmarks/nation_build.py [--communes N] [--mkdocs]

Writes the country (seed 1; with --communes every so many of the 3,321) into a folder that it
removes again, loads and checks it, makes the site's downloads and search index and renders every
page; --mkdocs then builds the same site with MkDocs, which does all of it again and writes.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from reform import site
from reform.derivations import derive_statuses
from reform.layout import Layout
from reform.loading import build_catalogue, gather
from reform.nation import write_nation
from reform.nation.units import country
from reform.project import Project
from reform.sources.table_schemas import read_schemas
from reform.sources.word_lists import read_word_lists
from reform.sources.yaml_files import LineFinder
from reform.validation import find_problems

AS_OF = date(2026, 11, 20)
spent: dict[str, tuple[float, float]] = {}
"""Stage → seconds of the clock and of the processor."""


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Times what is done within and says it at once: the whole takes long."""
    clock, processor = perf_counter(), process_time()
    yield
    spent[name] = perf_counter() - clock, process_time() - processor
    print(f"  {name:<28}{spent[name][0]:>9.1f} s{spent[name][1]:>9.1f} s of processor", flush=True)


def open_in_stages(layout: Layout) -> Project:
    """What `open_project` does, timed."""
    schemas = read_schemas(layout.vocabulary)
    with stage("reading"):
        raw = gather(layout, schemas)
    with stage("checking"):
        problems = find_problems(raw, schemas, LineFinder(layout.root), AS_OF)
    if problems:
        sys.exit(f"{len(problems)} problem(s), the first: {problems[0]}")
    print(f"  {sum(len(rows) for rows in raw.tables.values()):,} rows", flush=True)
    with stage("typing, statuses"):
        catalogue = build_catalogue(raw, schemas)
        catalogue = replace(catalogue, target_status=derive_statuses(catalogue, AS_OF))
    lists, _ = read_word_lists(layout.word_lists, "data/search")
    return Project(layout, schemas, catalogue, lists, AS_OF)


def build_in_stages(project: Project) -> None:
    """What `build_site` does and every page, timed; the index is made a second time by itself."""
    with stage("downloads and index"):
        built = site.build_site(project)
    with stage("of these the search index"):
        index = list(site._search_index(project, built.pages))
    print(f"  {len(index):,} files, {sum(len(one.content) for one in index) / 1e6:.0f} MB")
    kinds: Counter[str] = Counter()
    with stage(f"{len(built.pages):,} pages"):
        for page in built.pages:
            start = perf_counter()
            built.render(page)
            kinds[page.template] += round(1000 * (perf_counter() - start))
    print("  pages, in ms:", dict(kinds.most_common(6)))


def build_with_mkdocs(root: Path) -> None:
    """The same site as files, by MkDocs, in a process of its own."""
    (root / "hooks").symlink_to(ROOT / "hooks")
    shutil.copytree(ROOT / "content", root / "content")  # a link there would be refused
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("extra:\n", f"extra:\n  vocabulary: {ROOT / 'data'}\n", 1)
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    with stage("MkDocs, everything"):
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", root / "site"],
            check=True,
            cwd=root,
        )


def main(options: argparse.Namespace) -> None:
    """Prints the table and the index's share."""
    units = country()
    codes = [
        unit.code for unit in units[:: max(1, len(units) // min(len(units), options.communes))]
    ]
    root = Path(tempfile.mkdtemp())
    try:
        print(f"{len(codes):,} communes")
        with stage("writing the country"):
            write_nation(root, 1, codes)
        build_in_stages(open_in_stages(Layout.of(root, ROOT / "data")))
        if options.mkdocs:
            build_with_mkdocs(root)
    finally:
        shutil.rmtree(root)
    index = spent["of these the search index"][1]
    apart = ("writing the country", "of these the search index", "MkDocs, everything")
    whole = sum(processor for name, (_, processor) in spent.items() if name not in apart)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"the index takes {index / whole:.0%} of {whole:.0f} s of processor; {memory:.1f} GB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--communes", type=int, default=10**6, help="about so many, evenly chosen")
    parser.add_argument("--mkdocs", action="store_true")
    main(parser.parse_args())
