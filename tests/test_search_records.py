"""From an invented country to what is searched, and from there to the files of the index.

``pytest tests/test_search_records.py --write-golden`` rewrites tests/golden/search after a wanted
change: records as collected, and the index of a hand-made collection file by file.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

import status_cases as cases
from conftest import ROOT
from reform.model import Catalogue
from reform.model.part_rows import DutyAgency, DutyArea, ReportingAgency, TargetAgency, TaskAgency
from reform.search.collecting import collect
from reform.search.encoding import (
    ITEM_LIMIT,
    LIST_LIMIT,
    encoded_items,
    encoded_list,
    encoded_plans,
)
from reform.search.numbers import number_spellings
from reform.search.others import guides, pages_across_plans, tables
from reform.search.publishing import CURRENT, FOLDER, FORMAT, published
from reform.search.records import Collection, CommuneRecord, IndexedItem, PlanRecord, Thing
from reform.search.shards import (
    COMMUNES_A_BLOCK,
    THINGS_A_BLOCK,
    index_files,
    shard_number,
)
from reform.search.spelling import COMMON_PAIRS, spelling_list, vocabulary_line
from reform.search.terms import Postings, index_terms
from reform.search.vocabulary import Replacement, Vocabulary, vocabulary_of
from reform.sources.table_schemas import read_schemas
from reform.sources.units import bare_name
from reform.sources.written_pages import read_written_pages

GOLDEN = ROOT / "tests" / "golden" / "search"


def _compare(name: str, value: Any, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--write-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = (f"{name} {json.dumps(one, ensure_ascii=False)}\n" for name, one in value.items())
        path.write_text("".join(lines), "utf-8")
    golden = (line.partition(" ") for line in path.read_text("utf-8").splitlines())
    assert json.loads(json.dumps(value)) == {name: json.loads(one) for name, _, one in golden}


def _without_empty(value: Any) -> Any:
    """What is told by its presence; a golden file stays short enough to be read."""
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one or one == 0}
    return [_without_empty(one) for one in value] if isinstance(value, list | tuple) else value


# --- from the catalogue to records ----------------------------------------------------------------


def _unit(code: str, name: str, province: str, level: str = "commune", **more: Any) -> Any:
    values = {"unit_id": code, "level": level, "name": name, "province_name": province, **more}
    return cases.blank("units", code=code, folder=f"mau/{code}", province_code=code[:2], **values)


UNITS = (
    _unit("99801", "Xã Bình Mẫu", "Mẫu Cũ", successor_unit_id="97811"),
    _unit("97811", "Phường Đức Mẫu", "Mẫu Mới"),
    _unit("97812", "Đặc khu Cát Mẫu", "Mẫu Mới"),
    _unit("97", "Tỉnh Mẫu Mới", "Mẫu Mới", "province"),
    _unit("98", "Tỉnh Mẫu Trống", "Mẫu Trống", "province"),
)
FORMER = tuple(
    cases.blank(
        "former_units",
        former_code=code,
        unit_id="97811",
        name=name,
        district_name=district,
        province_name=province,
    )
    for code, name, district, province in (
        ("90001", "Xã Hạ", "Huyện Dưới", "Mẫu Cũ"),
        ("90002", "Xã Thượng", None, "Mẫu Mới"),
        ("90003", "Xã Hạ", "Huyện Trên", "Mẫu Cũ"),
    )
)
OTHER = "97811-duc-mau-2025"
BODIES = tuple(
    cases.blank("agencies", agency_id=f"a{n}", plan_id=cases.PLAN_ID, role_id=role, name=name)
    for n, (role, name) in enumerate(
        [("van-phong", "Văn phòng"), ("kinh-te", "Phòng Kinh tế"), ("van-phong", "Ban Thư ký")], 1
    )
)
DOCUMENTS = tuple(
    cases.blank("legal_documents", document_id=key, type=kind, number=number, **more)
    for key, kind, number, more in (
        ("a", "decision", "1/QĐ-MAU", {"issued_on": "2025-03"}),
        ("b", "decision", "Quyết định số 2", {"title": "Về mẫu", "issuer": "Ủy ban mẫu"}),
        ("c", "law", None, {"title": "Luật mẫu", "issued_on": "2019-06-14"}),
        ("d", "law", None, {"issued_on": "2018"}),
        ("e", "other", "3/MAU", {}),
    )
)


def _citation(n: int, document_id: str) -> Any:
    return cases.blank("legal_basis", basis_id=f"b{n}", plan_id="x", document_id=document_id)


def _country() -> Catalogue:
    """Two communes with plans, one without, a province with a plan and one without."""
    item = {"plan_id": cases.PLAN_ID}
    plans = tuple(
        replace(cases.PLAN, plan_id=key, unit_id=unit, path=path, title=title)
        for key, unit, path, title in (
            (OTHER, "97811", "x/2026.yaml", "Kế hoạch sau"),
            (cases.PLAN_ID, "99801", "x/2026-2030.yaml", "Kế hoạch dài"),
            ("97811-duc-mau-2024", "97811", "x/2024.yaml", "Kế hoạch trước"),
            ("97-mau-moi-2026", "97", "y/2026.yaml", "Kế hoạch tỉnh"),
        )
    )
    targets = (
        cases.target(1, text="Một cửa", phase_id="p1", area="the-che", rank_within="cả tỉnh"),
        cases.target(2, text="Hồ sơ", unit_name="hồ sơ", heading="Giấy", area_inferred="the-che"),
    )
    status = cases.blank("target_status", target_id=targets[0].target_id, status="no_data")
    return cases.catalogue(
        units=UNITS,
        former_units=FORMER,
        plans=plans,
        phases=(cases.blank("phases", phase_id="p1", title="Giai đoạn đầu", **item),),
        agencies=BODIES,
        objectives=(cases.blank("objectives", objective_id="o01", text="Tốt hơn", **item),),
        targets=targets,
        target_status=(status,),
        target_agencies=(
            TargetAgency(targets[0].target_id, "a1", "lead"),
            TargetAgency(targets[0].target_id, "a2", "support"),
        ),
        tasks=(
            cases.blank(
                "tasks", task_id="k01", heading="Rà soát", text="Bỏ giấy", product="Báo cáo", **item
            ),
        ),
        task_agencies=(TaskAgency("k01", "a2", "lead"), TaskAgency("k01", "a1", "support")),
        duties=(cases.blank("duties", duty_id="d01", text="Theo dõi", **item),),
        duty_areas=(DutyArea("d01", "tai-chinh"), DutyArea("d01", "the-che")),
        duty_agencies=tuple(
            DutyAgency("d01", f"a{n}", role)
            for n, role in enumerate(["lead", "support", "requested"], 1)
        ),
        reporting_duties=(
            cases.duty(text="Báo cáo quý", deadline_text="trước ngày 10", recipient="Sở"),
        ),
        reporting_agencies=(
            ReportingAgency(f"{cases.PLAN_ID}/r01", "a1", "reporter"),
            ReportingAgency(f"{cases.PLAN_ID}/r01", "a2", "receiver"),
        ),
        reform_areas=tuple(
            cases.blank("reform_areas", area_id=key, name=name, short_name=short)
            for key, name, short in (
                ("the-che", "Cải cách thể chế", "Thể chế"),
                ("tai-chinh", "Tài chính công", "Tài chính"),
            )
        ),
        agency_roles=(
            cases.blank("agency_roles", role_id="van-phong", name="Văn phòng xã", description="Lo"),
        ),
        indicators=(
            replace(
                cases.INDICATORS[0], title="Hài lòng", definition="Bao nhiêu", aliases="vui; mừng"
            ),
            replace(cases.INDICATORS[1], title="Trễ hẹn", definition="Bao lâu"),
        ),
        legal_documents=DOCUMENTS,
        legal_basis=tuple(_citation(n, key) for n, key in enumerate("bbe")),
        codes=(
            *cases.CODES,
            *(
                cases.blank("codes", list=name, code=code, label=label)
                for name, code, label in (
                    ("document_type", "decision", "Quyết định"),
                    ("document_type", "law", "Luật"),
                    ("status", "no_data", "Chưa có số liệu"),
                )
            ),
        ),
    )


OTHERS = (
    Thing("page", "Kế hoạch", "Mọi kế hoạch", "ke-hoach/", "danh sách"),
    Thing("guide", "Đọc", "Cách đọc", "huong-dan/doc/"),
)


_LISTS = ("communes", "plans", "things")


def test_records_of_an_invented_country(request: pytest.FixtureRequest) -> None:
    found = collect(_country(), OTHERS)
    told = _without_empty(asdict(found))
    rows = {f"{name}/{n}": row for name in _LISTS for n, row in enumerate(told.pop(name))}
    _compare("records.txt", told | rows, request)


def test_a_thing_whose_page_does_not_exist_is_left_out() -> None:
    pages = {"linh-vuc/the-che/", "chi-so/giam/", "van-ban/"}
    found = collect(_country(), OTHERS, pages)
    addresses = [thing.address.partition("#")[0] for thing in found.things]
    assert set(addresses) == pages | {other.address for other in OTHERS}
    assert addresses.count("van-ban/") == len(DOCUMENTS)


def test_of_the_names_of_a_role_the_first_twelve_are_searched() -> None:
    made = _country()
    bodies = tuple(replace(BODIES[0], agency_id=f"a{n}", name=f"Ban {n:02d}") for n in range(15))
    (role,) = (t for t in collect(replace(made, agencies=bodies)).things if t.kind == "role")
    assert role.also.split("\n") == [f"Ban {n:02d}" for n in range(12)]


@pytest.mark.parametrize(
    ("label", "number", "issued_on", "spellings"),
    [
        (
            "Nghị quyết",
            "76/NQ-CP",
            "2021-07-15",
            [
                "Nghị quyết 76",
                "Nghị quyết số 76/NQ-CP",
                "76 NQ CP",
                "76 NQCP",
                "Nghị quyết 76 2021",
            ],
        ),
        (
            "Luật",
            "80/2015/QH13",
            "2015-06-22",
            ["Luật 80", "Luật số 80/2015/QH13", "80 2015 QH13", "80 ", "Luật 80 2015"],
        ),
        ("Luật", "", "2015-06-22", ["Luật 2015"]),
        ("", "", "", [""]),
        ("Đề án", "5", "", ["Đề án 5", "Đề án số 5", "5", "5 "]),
        ("", "KH-UBND", "2026", [" KH", " số KH-UBND", "KH UBND", "KH UBND", "KH 2026"]),
    ],
)
def test_a_number_is_found_under_its_spellings(
    label: str, number: str, issued_on: str, spellings: list[str]
) -> None:
    assert number_spellings(label, number, issued_on) == list(dict.fromkeys(spellings))


# --- from records to files ------------------------------------------------------------------------

COLLECTION = Collection(
    {"cu": "Mẫu Cũ", "moi": "Mẫu Mới", "trong": "Mẫu Trống"},
    {"cu": "Mẫu Mới"},
    (
        CommuneRecord("1", "Xã Bình Mẫu", "ke-hoach/1/", "cu"),
        CommuneRecord(
            "2",
            "Phường Đức Mẫu",
            "ke-hoach/2/",
            "moi",
            ("Xã Hạ", "Phường Đức Mẫu"),
            ("Huyện Dưới",),
        ),
        CommuneRecord("3", "Đặc khu Cát Mẫu", "ke-hoach/3/", "moi"),
        CommuneRecord("4", "Thị trấn Sen", "ke-hoach/4/", "trong"),
    ),
    (
        PlanRecord(
            "1",
            "ke-hoach/1/2026-2030/",
            "Kế hoạch TTHC",
            "2026-2030",
            {
                "target": (
                    IndexedItem(
                        "t01", "Công khai, minh bạch", "the-che", "Đầu", ("a",), "met", "x"
                    ),
                    IndexedItem("t02", "Đạt 97,5% hồ sơ 12/2027 (đúng hạn)", status="no_data"),
                ),
                "task": (IndexedItem("k01", "Đúng hạn – minh bạch", agencies=("a", "b")),),
            },
        ),
        PlanRecord(
            "2", "ke-hoach/2/2026/", "Kế hoạch", "2026", {"duty": (IndexedItem("d01", "Hoá đơn"),)}
        ),
        PlanRecord("2", "ke-hoach/2/2027/", "Kế hoạch", "sau", {}),
    ),
    (
        Thing("role", "Văn phòng", "Lo giấy tờ", "co-quan/van-phong/", "VP\nThư ký"),
        Thing("table", "Bảng", "", "du-lieu/#bang"),
    ),
    {"area": {"the-che": "Thể chế"}},
)
VOCABULARY = Vocabulary(
    (
        Replacement(("tthc",), ("thu3", "tuc5", "hanh2", "chinh1"), is_certain=True),
        Replacement(("ho2", "sơ1"), ("giây2", "tơ2"), is_certain=False),
    ),
    (("lam2", "sao1"),),
    (("duty", ("phu5", "trach5")),),
)


def test_the_index_of_a_small_collection(request: pytest.FixtureRequest) -> None:
    files = dict(index_files(COLLECTION, VOCABULARY))
    assert all(b"\n" not in content and b'": ' not in content for content in files.values())
    meta = {k: v for k, v in json.loads(files.pop("meta.json")).items() if k != "wordRules"}
    parsed = {name: json.loads(content) for name, content in sorted(files.items())}
    _compare("index.txt", {"meta.json": meta, **parsed}, request)


@pytest.mark.parametrize(("count", "blocks"), [(1, 1), (32, 1), (33, 2), (65, 3)])
def test_communes_and_things_lie_in_blocks(count: int, blocks: int) -> None:
    assert (COMMUNES_A_BLOCK, THINGS_A_BLOCK) == (32, 16)
    communes = tuple(CommuneRecord(f"{n}", f"Xã {n}", f"x/{n}/", "mau") for n in range(count))
    things = tuple(Thing("guide", f"{n}", "", f"g/{n}/") for n in range(count))
    files = dict(index_files(Collection({"mau": "M"}, {}, communes, (), things), VOCABULARY))
    assert sum(name.startswith("communes/") for name in files) == blocks
    assert sum(name.startswith("things/") for name in files) == -(-count // 16)
    last = json.loads(files[f"communes/{blocks - 1}.json"])
    assert last[-1][0] == f"Xã {count - 1}"
    assert json.loads(files["meta.json"])["shards"] > count // 32


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Xã Hạ", "Hạ"),
        ("Phường Đức", "Đức"),
        ("Đặc khu Cát Hải", "Cát Hải"),
        ("Thị trấn Sen", "Sen"),
        ("THỊ TRẤN SEN", "SEN"),
        ("Xãnh", "Xãnh"),
        ("Huyện Dưới", "Huyện Dưới"),
        ("Thành phố Mẫu", "Mẫu"),
    ],
)
def test_the_bare_name_of_a_unit_has_no_type(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_postings_grow_from_lists_to_bitmaps_at_their_limit() -> None:
    assert (ITEM_LIMIT, LIST_LIMIT) == (120, 600)
    places = [plan * 10 + 3 for plan in range(ITEM_LIMIT)]
    short = encoded_items(places, 10, 200)
    assert short == [0, 3] + [1, 3] * (ITEM_LIMIT - 1)
    bitmap = encoded_items([*places, 1999], 10, 200)
    assert base64.b64decode(str(bitmap)) == b"\xff" * 15 + bytes(9) + b"\x80"
    assert encoded_plans(range(ITEM_LIMIT), 121) == [0] + [1] * (ITEM_LIMIT - 1)
    assert isinstance(encoded_plans(range(ITEM_LIMIT + 1), 121), str)
    assert encoded_list(range(LIST_LIMIT + 9)) == [0] + [1] * (LIST_LIMIT - 1)


def test_a_word_is_the_rarer_the_fewer_hold_it() -> None:
    postings = Postings(items_a_plan=1)
    for place in range(256):
        postings.add("task", ["đèn" if place else "lăn"], place, VOCABULARY)
        if place < 16:
            postings.add("thing", ["sơn"], place, VOCABULARY)
    # half the binary logarithm of how many times rarer than the most frequent, at most 9
    assert vocabulary_line(postings) == "den_0 lan_4 son_2"


def test_the_most_common_pairs_and_every_pair_of_a_name_are_known() -> None:
    assert COMMON_PAIRS == 4000
    postings = Postings(items_a_plan=1)
    postings.add("task", ["Bình Mẫu đẹp", "bình mẫu"], 0, VOCABULARY)
    postings.add("commune", ["Xã Sen Hồng", "Xã Sen"], 0, VOCABULARY)
    assert spelling_list(postings) == ["binh mau", "mau dep", "sen hong", "xa sen"]


def test_pairs_beyond_the_most_common_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reform.search.spelling.COMMON_PAIRS", 1)
    postings = Postings(items_a_plan=1)
    for place, text in enumerate(["a b", "c d", "c d"]):
        postings.add("task", [text], place, VOCABULARY)
    assert spelling_list(postings) == ["c d"]


def test_no_plan_at_all_makes_an_index_all_the_same() -> None:
    empty = Collection({}, {}, (), (), ())
    assert index_terms(empty, VOCABULARY).items_a_plan == 1
    files = dict(index_files(empty, VOCABULARY))
    assert set(files) == {"meta.json", "spelling.json", "terms/0.json"}


def test_a_short_posting_names_its_items() -> None:
    places = [3 * 60 + 7, 3 * 60 + 59, 5 * 60]
    assert encoded_items(places, items_a_plan=60, plan_count=10) == [3, 7, 0, 59, 2, 0]


def test_a_long_posting_has_one_bit_for_each_plan() -> None:
    places = [plan * 60 for plan in range(0, 3 * ITEM_LIMIT, 2)]
    found = encoded_items(places, items_a_plan=60, plan_count=3 * ITEM_LIMIT)
    assert isinstance(found, str)
    assert base64.b64decode(found) == b"\x55" * (3 * ITEM_LIMIT // 8)


def test_plans_and_names_are_steps() -> None:
    assert encoded_plans([2, 3, 9], plan_count=10) == [2, 1, 6]
    assert encoded_list([0, 4]) == [0, 4]


def test_a_term_lies_where_its_beginning_leads() -> None:
    """What is typed so far (`thuong h`) reads the file that the whole word will need."""
    assert shard_number("thuong hong", 256) == shard_number("thuong hoa", 256)
    assert shard_number("=thuong hong", 256) == shard_number("thuong h", 256)


def test_a_part_of_a_guide_is_found_by_its_text(tmp_path: Path) -> None:
    guide = "---\ntitle: Đọc\ndescription: Cách đọc.\n---\n# Đọc\n\n## Hỏi ai {#hoi-ai}\n\n"
    text = "1. **Giữ** [giấy hẹn](a.md)\n\n```python\nprint()\n```\n\n| a | b |\n|---|---|\n|c|d|"
    (tmp_path / "doc.md").write_text(guide + text, encoding="utf-8")
    assert list(guides(read_written_pages(tmp_path, "content")[0])) == [
        Thing("guide", "Đọc", "Cách đọc.", "doc/", "Hỏi ai"),
        Thing("guide", "Hỏi ai", "Giữ giấy hẹn a b c d", "doc/#hoi-ai", "Đọc"),
    ]


def test_a_row_without_a_word_says_nothing() -> None:
    row = {"short": "…", "long": "hai", "certain": "true"}
    empty = {"synonyms": (), "kind_words": ({"kind": "task", "words": "?"},)}
    lists = {**empty, "abbreviations": (row,), "question_words": ({"phrase": "!"},)}
    assert vocabulary_of(lists) == Vocabulary((), ())


def test_an_abbreviation_of_two_words_does_not_replace_its_first() -> None:
    row = {"short": "TT PVHCC", "long": "trung tâm", "certain": "true"}
    lists = {"abbreviations": (row,), "synonyms": (), "question_words": (), "kind_words": ()}
    assert list(vocabulary_of(lists).expanded("tt")) == ["tt"]


def test_an_abbreviation_counts_as_certain_only_where_the_list_says_so() -> None:
    rows = tuple(
        {"short": short, "long": f"x {short}", "certain": certain}
        for short, certain in (("a", "true"), ("b", "TRUE"), ("c", "false"), ("d", ""))
    )
    lists = {
        "abbreviations": rows[:2],
        "synonyms": rows[2:],
        "question_words": ({"phrase": "làm sao"},),
        "kind_words": ({"kind": "task", "words": "việc phải làm"},),
    }
    found = vocabulary_of(lists)
    assert [(r.short, r.long, r.is_certain) for r in found.replacements] == [
        (("a",), ("x", "a"), True),
        (("b",), ("x", "b"), True),
        (("c",), ("x", "c"), False),
        (("d",), ("x", "d"), False),
    ]
    assert found.question_words == (("lam1", "sao"),)
    assert found.kind_words == (("task", ("viêc5", "phai3", "lam1")),)
    assert list(found.expanded("A, b và c")) == ["x", "a", "x", "b", "va1", "c"]


# --- what is found beside the catalogue -----------------------------------------------------------


def test_a_table_is_found_by_its_name_its_title_and_its_columns() -> None:
    schemas = read_schemas(ROOT / "data")
    found = {thing.address: thing for thing in tables(schemas)}
    assert len(found) == len(schemas.tables)
    schema = schemas["reform_areas"]
    titles = [field.descriptor["title"] for field in schema.fields]
    assert found["du-lieu/#reform_areas"] == Thing(
        "table",
        schema.descriptor["title"],
        schema.descriptor["description"],
        "du-lieu/#reform_areas",
        f"reform_areas\n{' · '.join(titles)}",
    )


def test_a_page_without_a_text_is_not_searched() -> None:
    row = {"page": "plans", "title": "Kế hoạch", "text": "Mọi kế hoạch", "words": "xã; phường"}
    rows = [row, {**row, "page": "home", "text": ""}]
    found = list(pages_across_plans(rows, {"plans": "ke-hoach/", "home": ""}))
    assert found == [Thing("page", "Kế hoạch", "Mọi kế hoạch", "ke-hoach/", "xã\nphường")]


def test_guides_have_the_address_of_their_file_and_parts_their_anchors(tmp_path: Path) -> None:
    head = "---\ntitle: {}\n---\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.md").write_text(f"{head.format('Nhà')}# Nhà\n", "utf-8")
    body = (
        "## Một {#mot}\n\n**Đậm** và `mã`\n\n```\nẩn\n```\n\n### Hai {#hai}\n\n"
        "> Trích [nơi](x.md)\n\n- gạch\n\n| a | b |\n|:--|--:|\n\n## Không neo\n\nCuối\n"
    )
    (tmp_path / "a/b.md").write_text(head.format("Trang") + body, "utf-8")
    (tmp_path / "index.md").write_text(f"{head.format('Gốc')}", "utf-8")
    found = [
        (t.title, t.text, t.address, t.also)
        for t in guides(read_written_pages(tmp_path, "content")[0])
    ]
    assert found == [
        ("Trang", "", "a/b/", "Một\nHai"),
        ("Một", "Đậm và mã", "a/b/#mot", "Trang"),
        ("Hai", "Trích nơi gạch a b ## Không neo Cuối", "a/b/#hai", "Trang"),
        ("Nhà", "", "a/", ""),
        ("Gốc", "", "", ""),
    ]


def test_an_index_lies_in_a_folder_named_by_names_and_content() -> None:
    files = [("meta.json", b"{}"), ("a/0.json", b"[]")]

    def folder(found: list[tuple[str, bytes]]) -> str:
        written = dict(published(found))
        current = json.loads(written.pop(CURRENT))
        assert current["format"] == FORMAT
        assert written == {f"{FOLDER}{current['folder']}{name}": c for name, c in found}
        assert re.fullmatch(r"build-[0-9a-f]{10}/", current["folder"])
        return str(current["folder"])

    other_name = [("meta.json", b"{}"), ("a/1.json", b"[]")]
    other_content = [("meta.json", b"{}"), ("a/0.json", b"[1]")]
    assert len({folder(files), folder(other_name), folder(other_content)}) == 3
    assert folder(files) == folder(list(files)) == "build-decbbd83b6/"
    assert CURRENT == "search-index/current.json"
