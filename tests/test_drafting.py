"""What is recognised in a plan's document, kind by kind; and a whole document of an invented one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from drafting_documents import ANNEX, BODY, BOXED, COLUMN_TASKS, GROUNDS, word_file
from reform.drafting.assembling import Drafted, draft_of
from reform.drafting.blocks import Paragraph, Reading
from reform.drafting.bodies import leading, mentions
from reform.drafting.citations import citations
from reform.drafting.clauses import clauses
from reform.drafting.folding import cleaned, fold
from reform.drafting.known import Known, read_known
from reform.drafting.letterhead import issued_in, period_of
from reform.drafting.lines import paragraphs_of
from reform.drafting.misread import Marks
from reform.drafting.opening import read_document
from reform.drafting.outline import outline
from reform.drafting.times import report_times, timing_of
from reform.layout import Layout

DAY = date(2026, 11, 20)
FOLDER = ROOT / "tests" / "drafting"
SMALL = Layout.of(ROOT / "tests" / "small", ROOT / "data")


@pytest.fixture(scope="module")
def known() -> Known:
    return read_known(SMALL)


def _draft(known: Known, *lines: str) -> Drafted:
    pieces = tuple(Paragraph(n, text) for n, text in enumerate(lines, 1))
    return draft_of(Reading(pieces), known, DAY)


def _rows(drafted: Drafted, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values.get(c) for c in columns) for row in drafted.draft.rows[table]]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ủy ban nhân dân XÃ Đức Mẫu", "uy ban nhan dan xa duc mau"),
        ("Ðường", "duong"),
        ("95,5% – “trở lên”", "95,5% – “tro len”"),
    ],
)
def test_folded_text_keeps_every_place(text: str, folded: str) -> None:
    assert fold(cleaned(text)) == folded
    assert len(folded) == len(cleaned(text))


def test_a_scan_s_digits_inside_words_are_letters_and_numbers_stay() -> None:
    assert fold("t6 chirc 30% s6 76/NQ-CP", is_lost=True) == "to chirc 30% so 76/nq-cp"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đạt 95%", [(95, "percent", "equals", "Đạt")]),
        ("Tối thiểu 92,5% hồ sơ", [(92.5, "percent", "at_least", "Tối thiểu")]),
        ("đạt từ 90% trở lên", [(90, "percent", "at_least", "đạt từ … trở lên")]),
        ("trên 70% hồ sơ", [(70, "percent", "more_than", "trên")]),
        ("không quá 5% hồ sơ trễ hạn", [(5, "percent", "at_most", "không quá")]),
        ("dưới 2% hồ sơ trễ hạn", [(2, "percent", "less_than", "dưới")]),
        ("phấn đấu đạt tối thiểu 80 %", [(80, "percent", "at_least", "phấn đấu đạt tối thiểu")]),
        (
            "Trên 85% hồ sơ cấp huyện và 65% hồ sơ cấp xã",
            [(85, "percent", "more_than", "Trên"), (65, "percent", "more_than", "Trên")],
        ),
        ("Chi đạt 110% dự toán", [(110, "percent_of_base", "equals", "đạt")]),
        ("Có ít nhất 03 mô hình mới", [(3, "count", "at_least", "ít nhất")]),
        ("Thời gian chờ không quá 15 phút", [(15, "count", "at_most", "không quá")]),
        ("100% cấp xã đạt cấp độ 3", [(3, "level", "equals", "đạt")]),
        ("Đạt 85 điểm trở lên", [(85, "score", "at_least", "Đạt … trở lên")]),
        ("Tăng ít nhất 02 bậc so với năm 2025", [(2, "rank_steps", "at_least", "ít nhất")]),
        ("Đứng từ hạng 5 đến hạng 10 trong 45 phường", [(10, None, "at_most", None)]),
        ("Xếp hạng trong nhóm 10 trên tổng số 64 xã", [(10, None, "at_most", None)]),
        # No promises: dates, numbers of documents, levels of government, what only limits.
        ("theo Nghị quyết số 76/NQ-CP ngày 15/7/2021", []),
        ("giai đoạn 2026 - 2030", []),
        ("mô hình chính quyền địa phương 02 cấp", []),
        ("Tiêu chuẩn TCVN ISO 9001:2015", []),
        ("100% người dân (đối với 50% thủ tục có xác thực)", [(100, "percent", "equals", None)]),
    ],
)
def test_figures_of_a_clause(text: str, expected: list[tuple[Any, ...]]) -> None:
    found = [c.figure for c in clauses(text, with_counts=True, is_lost=False) if c.figure]
    assert [(f.value, f.unit, f.comparator, f.comparator_text) for f in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giảm ít nhất 30% thời gian so với năm 2024", ("decrease", "năm 2024", "2024")),
        ("Tăng 15% lượt truy cập so với cùng kỳ", ("increase", "cùng kỳ", None)),
        ("Tăng lên 85% so với năm 2024", (None, None, None)),
        ("Giảm chi phí; 90% hồ sơ đúng hạn", (None, None, None)),
        ("Cắt giảm 30% thời gian giải quyết", ("decrease", None, None)),
        ("Cắt giảm, bãi bỏ 100% điều kiện không cần thiết", (None, None, None)),
        ("Giảm tỷ lệ trễ hạn xuống dưới 2%", (None, None, None)),
    ],
)
def test_a_rise_or_a_fall_against_a_baseline(text: str, expected: tuple[Any, ...]) -> None:
    (figure,) = [c.figure for c in clauses(text, with_counts=False, is_lost=False) if c.figure]
    assert (figure.change, figure.baseline, figure.baseline_period) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "90% hồ sơ đúng hạn, trong đó có trên 60% trả trước hạn",
            [("90% hồ sơ đúng hạn", False), ("Trong đó có trên 60% trả trước hạn", True)],
        ),
        (
            "Mức hài lòng đạt 95%; tỷ lệ thanh toán đạt 80%",
            [("Mức hài lòng đạt 95%", False), ("Tỷ lệ thanh toán đạt 80%", False)],
        ),
        (
            "Nâng cao thứ hạng về Chỉ số cải cách hành chính (PAR Index), Chỉ số hài lòng (SIPAS)",
            [
                ("Nâng cao thứ hạng Chỉ số cải cách hành chính (PAR Index)", False),
                ("Nâng cao thứ hạng Chỉ số hài lòng (SIPAS)", False),
            ],
        ),
    ],
)
def test_one_promise_is_one_clause(text: str, expected: list[tuple[str, bool]]) -> None:
    found = clauses(text, with_counts=False, is_lost=False)
    assert [(clause.text, clause.is_nested) for clause in found] == expected


@pytest.mark.parametrize(
    ("text", "number", "day", "issuer"),
    [
        ("Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ", "76/NQ-CP", "2021-07-15", "Chính phủ"),
        ("Quyết định số 282/QĐTTg ngày 12 tháng 02 năm 2026", "282/QĐTTg", "2026-02-12", None),
        ("Nghị quyết số 79- NQ/TW của Bộ Chính trị", "79-NQ/TW", None, "Bộ Chính trị"),
        ("Nghị quyết số 66.7/2025/NQ-CP", "66.7/2025/NQ-CP", None, None),
        ("Thông tư liên tịch số 71/2014/TTLT-BTC-BNV", "71/2014/TTLT-BTC-BNV", None, None),
        ("Công văn số 3090/SNV-CCHC&VTLT ngày 01/4/2026", "3090/SNV-CCHC&VTLT", "2026-04-01", None),
        ("Luật Dữ liệu số 60/2024/QH15", "60/2024/QH15", None, None),
        ("Luật Viên chức năm 2025", None, "2025", None),
        ("áp dụng TCVN ISO 9001:2015", "TCVN ISO 9001:2015", None, None),
        ("Đề án 06/CP", "06", None, None),
    ],
)  # fmt: skip
def test_a_citation_with_number_day_and_issuer(
    text: str, number: str | None, day: str | None, issuer: str | None
) -> None:
    (found,) = citations(text)
    assert (found.number, found.issued_on, found.issuer) == (number, day, issuer)


@pytest.mark.parametrize(
    "text",
    ["hoạt động 24/7", "một lần/năm", "giai đoạn 2026-2030", "(gọi tắt là Nghị quyết số 76/NQ-CP)"],
)
def test_what_cites_nothing(text: str) -> None:
    assert citations(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quý III/2026", (None, "2026-Q3", None)),
        ("Quý I - Quý III năm 2027", ("2027-Q1", "2027-Q3", None)),
        ("Quý IV", (None, "2026-Q4", None)),
        ("Xong trong tháng 02/2026", (None, "2026-02", None)),
        ("Trước ngày 30/6/2026", (None, "2026-06-30", None)),
        ("Năm 2027", (None, "2027", None)),
        ("2026 - 2030", ("2026", "2030", None)),
        ("6 tháng cuối năm 2026", (None, "2026-H2", None)),
        ("Thường xuyên", (None, None, "ongoing")),
        ("Hằng quý", (None, None, "quarterly")),
        ("Hàng năm", (None, None, "yearly")),
        ("Ngày 31/02/2026", (None, None, None)),
        ("Theo tiến độ chung", (None, None, None)),
    ],
)
def test_times_of_a_task(text: str, expected: tuple[Any, ...]) -> None:
    found = timing_of(text, 2026)
    assert (found.start, found.due, found.recurrence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "báo cáo hằng quý, trước ngày 10 của tháng cuối quý",
            ("quarterly", 10, "last", None, None),
        ),
        ("báo cáo trước ngày 20 hằng tháng", ("monthly", 20, "last", None, None)),
        ("báo cáo trước ngày 15/11 hằng năm", ("yearly", 15, None, 11, None)),
        ("tổng kết Kế hoạch vào năm 2030", ("once", None, None, None, "2030")),
        ("nếu có vướng mắc thì báo cáo", ("ad_hoc", None, None, None, None)),
        ("báo cáo kết quả thực hiện", ("unstated", None, None, None, None)),
    ],
)
def test_times_of_a_report(text: str, expected: tuple[Any, ...]) -> None:
    found = report_times(text)
    keys = ("frequency", "due_day", "due_month_of_period", "due_month", "due")
    assert tuple(found.get(key) for key in keys) == expected


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        ("Bình Mẫu, ngày 09 tháng 3 năm 2026", "2026-03-09", "Bình Mẫu"),
        ("Bình Mẫu, ngày tháng 4 năm 2026", "2026-04", "Bình Mẫu"),
        ("Bình Mẫu, ngày … tháng … năm 2026", "2026", "Bình Mẫu"),
        ("Bình Mẫu, ngày 31 tháng 02 năm 2026", "2026-02", "Bình Mẫu"),
    ],
)
def test_the_day_of_a_document_as_far_as_it_tells(text: str, day: str, place: str) -> None:
    found = issued_in([Paragraph(1, text)])
    assert found
    assert (found.day, found.place) == (day, place)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("giai đoạn 2026 - 2030", ("2026-01-01", "2030-12-31", False)),
        ("năm 2027", ("2027-01-01", "2027-12-31", False)),
        ("6 tháng cuối năm 2025", ("2025-07-01", "2025-12-31", False)),
        ("thực hiện Nghị quyết 214/NQ-CP ngày 23/7/2025", ("2026-01-01", "2026-12-31", True)),
    ],
)
def test_the_period_a_title_names(title: str, expected: tuple[Any, ...]) -> None:
    found = period_of(title, "2026-03-09")
    assert found
    assert (found.start.isoformat(), found.end.isoformat(), found.is_guessed) == expected


@pytest.mark.parametrize(
    ("text", "roles", "is_asked"),
    [
        ("Phòng Văn hóa - Xã hội xã", ["van-hoa-xa-hoi"], False),
        ("Văn phòng HĐND và UBND xã", ["van-phong"], False),
        ("Công an xã, Phòng Kinh tế", ["cong-an", "kinh-te"], False),
        ("Đề nghị Mặt trận Tổ quốc và các đoàn thể xã: Giám sát", ["mat-tran-doan-the"], True),
        ("Sở Khoa học và Công nghệ theo dõi, đôn đốc", ["so-khoa-hoc-cong-nghe"], False),
    ],
)
def test_bodies_at_the_beginning(text: str, roles: list[str], is_asked: bool) -> None:  # noqa: FBT001
    found, _, asked = leading(text, is_lost=False)
    assert [mention.role_id for mention in found] == roles
    assert asked == is_asked


def test_the_longest_name_of_a_body_wins() -> None:
    (found,) = mentions("Trung tâm Phục vụ hành chính công xã")
    assert found.name == "Trung tâm Phục vụ hành chính công xã"


LOCATORS = [
    ("I. MỤC TIÊU", "I"),
    ("1. Mục tiêu chung", "I.1"),
    ("- Một.", "I.1, gạch 1"),
    ("- Hai.", "I.1, gạch 2"),
    ("2. Chỉ tiêu", "I.2"),
    ("- Giai đoạn 2026 - 2027:", "I.2 (2026–2027)"),
    ("+ Ba.", "I.2 (2026–2027), gạch 1"),
    ("- Giai đoạn 2028 - 2030:", "I.2 (2028–2030)"),
    ("+ Bốn.", "I.2 (2028–2030), gạch 1"),
    ("II. NHIỆM VỤ", "II"),
    ("1. Cải cách thể chế", "II.1"),
    ("a) Rà soát", "II.1.a"),
    ("- Năm:", "II.1.a, gạch 1"),
    ("+ Sáu.", "II.1.a, gạch 1, dấu cộng 1"),
    ("Bảy.", "II.1.a, đoạn 1"),
    ("đ) Tám.", "II.1.đ"),
    ("2. Cải cách thủ tục", "II.2 (thứ nhất)"),
    ("2. Cải cách bộ máy", "II.2 (thứ hai)"),
    ("2.1. Mục tiêu", "II.2.1"),
    ("- Chín.", "II.2.1, gạch 1"),
    ("V. TỔ CHỨC THỰC HIỆN", "V"),
    ("1. Công an xã", "V.1"),
    ("- Mười.", "V.1, gạch 1"),
    ("Trong quá trình thực hiện, nếu có vướng mắc thì báo cáo./.", "V, đoạn cuối"),
]


def test_every_paragraph_has_its_place() -> None:
    root = outline(Paragraph(n, text) for n, (text, _) in enumerate(LOCATORS, 1))
    found = {node.paragraph.number: node.locator for node in root.walk() if node.parent}
    assert [found[n] for n in range(1, len(LOCATORS) + 1)] == [place for _, place in LOCATORS]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["- Việc thứ nhất kéo", "dài sang dòng sau.", "- Việc thứ hai."], 2),
        (["- Gửi báo cáo.  - Lập danh sách."], 2),
        (["1. Công tác tuyên truyền Nâng cao nhận thức của cán bộ."], 2),
        (["Câu bị ngắt ở cuối trang và", "", "7", "", "được nối lại ở trang sau."], 1),
        (["Phòng Văn hóa - Xã hội"], 1),
    ],
)
def test_lines_become_paragraphs(lines: list[str], expected: int) -> None:
    assert len(list(paragraphs_of(lines))) == expected


def test_labels_speak_of_the_tasks_above_them(known: Known) -> None:
    drafted = _draft(
        known,
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        "I. NHIỆM VỤ",
        "1. Cải cách thể chế",
        "- Việc một của xã.",
        "- Việc hai của xã.",
        "a) Đơn vị chủ trì, tham mưu thực hiện: Văn phòng HĐND và UBND.",
        "b) Đơn vị phối hợp: Các phòng, cơ quan, đơn vị.",
        "c) Thời gian thực hiện: Quý II.",
        "d) Sản phẩm: Báo cáo rà soát.",
    )
    assert (
        _rows(drafted, "tasks", "lead", "support", "due", "product", "area")
        == [(["a01"], ["a02"], "2026-Q2", "Báo cáo rà soát", "the-che")] * 2
    )


@pytest.mark.parametrize(
    ("labels", "kind", "missing"),
    [
        (["1. Một việc của xã.", "3. Ba việc của xã."], "numbering", "thiếu mục 2"),
        (["2. Một việc của xã.", "2. Việc khác của xã."], "numbering", "cùng mang số"),
        (["- Làm việc của của xã."], "spelling", "của của"),
    ],
)
def test_what_is_odd_in_the_document_becomes_a_note(
    known: Known, labels: list[str], kind: str, missing: str
) -> None:
    drafted = _draft(known, "KẾ HOẠCH", "Cải cách hành chính năm 2026", "I. NHIỆM VỤ", *labels)
    notes = [row for row in drafted.draft.rows["editorial_notes"] if row.values["kind"] == kind]
    assert any(missing in row.values["text"] for row in notes)


def test_one_document_with_two_days_is_a_contradiction(known: Known) -> None:
    drafted = _draft(
        known,
        "KẾ HOẠCH",
        "Cải cách hành chính năm 2026",
        "Căn cứ Kế hoạch số 15/KH-UBND ngày 26/3/2025 của UBND tỉnh;",
        "I. NHIỆM VỤ",
        "- Làm theo Kế hoạch số 15/KH-UBND ngày 27/3/2025 của UBND tỉnh.",
    )
    kinds = [row.values["kind"] for row in drafted.draft.rows["editorial_notes"]]
    assert "contradiction" in kinds


@pytest.fixture(scope="module", params=["word", "word-kept", "pdf"])
def binh_mau(
    request: pytest.FixtureRequest, known: Known, tmp_path_factory: pytest.TempPathFactory
) -> Drafted:
    """The plan of Bình Mẫu, written now, as it is kept, and as LibreOffice printed it."""
    paths = {"word-kept": FOLDER / "binh-mau.docx", "pdf": FOLDER / "binh-mau.pdf"}
    name = str(request.param)
    path = paths.get(name) or word_file(tmp_path_factory.mktemp("word") / "binh-mau.docx")
    return draft_of(read_document(path), known, DAY)


def test_head_of_a_whole_document(binh_mau: Drafted) -> None:
    plan = binh_mau.draft.plan
    assert plan["plan_id"] == "99801-binh-mau-2026-2030"
    assert plan["title"] == "Cải cách hành chính giai đoạn 2026 - 2030 trên địa bàn xã Bình Mẫu"
    assert (plan["document_number"], plan["document_symbol"]) == ("27", "KH-UBND")
    assert plan["issued_on"] == "2026-03-09"
    assert plan["signed_as"] == "TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH"
    assert plan["funding_locator"] == "V"


def test_targets_of_a_whole_document(binh_mau: Drafted) -> None:
    found = _rows(binh_mau, "targets", "locator", "value", "comparator", "kind", "phase_id")
    assert found == [
        ("I.1, gạch 2", None, None, "rank", None),
        ("I.1, gạch 2", None, None, "rank", None),
        ("II.1, gạch 1", 92, "at_least", "quantitative", "p1"),
        ("II.1, gạch 1", 55, "more_than", "quantitative", "p1"),
        ("II.1, gạch 2", 20, "at_least", "relative", "p1"),
        ("II.1, gạch 3", None, None, "completion", "p1"),
        ("II.2, gạch 1", 95.5, "at_least", "quantitative", "p2"),
        ("II.2, gạch 1", 85, "equals", "quantitative", "p2"),
        ("II.2, gạch 2", 10, "at_most", "rank", "p2"),
        ("II.2, gạch 3", 3, "at_least", "quantitative", "p2"),
        ("III.2.a, gạch 1", 100, "equals", "quantitative", None),
    ]
    nested = binh_mau.draft.rows["targets"][3]
    assert nested.values["parent_id"] == "t03"
    assert binh_mau.draft.rows["targets"][10].values["task_id"] == "k02"


def test_tasks_of_a_whole_document(binh_mau: Drafted) -> None:
    assert _rows(binh_mau, "tasks", "locator", "area", "due", "product") == [
        ("III.1, gạch 1", "the-che", None, None),
        ("III.2.a, gạch 1", "thu-tuc-hanh-chinh", None, None),
        ("III.2.a, gạch 2, dấu cộng 1", "thu-tuc-hanh-chinh", None, None),
        ("III.2.a, gạch 2, dấu cộng 2", "thu-tuc-hanh-chinh", None, None),
        ("III.2.b, gạch 1", "thu-tuc-hanh-chinh", "2026-Q3", None),
        ("III.3, gạch 1", "chinh-quyen-so", None, None),
        ("Phụ lục I, Cải cách thủ tục hành chính, dòng 1", "thu-tuc-hanh-chinh", "2026-Q2", "Bảng niêm yết"),
        ("Phụ lục I, Cải cách thủ tục hành chính, dòng 2", "thu-tuc-hanh-chinh", "2027", "Hệ thống gọi số"),
        ("Phụ lục I, Cải cách tài chính công, dòng 1", "tai-chinh-cong", None, "Chuyên mục công khai"),
    ]  # fmt: skip


def test_a_merged_cell_of_an_annex_speaks_of_every_row_it_covers(binh_mau: Drafted) -> None:
    rows = binh_mau.draft.rows["tasks"][6:8]
    lead = {tuple(row.values["lead"]) for row in rows}
    assert len(lead) == 1
    assert [row.values["funding"] for row in rows] == [ANNEX[1][6], ANNEX[2][6]]


def test_duties_and_reports_of_a_whole_document(binh_mau: Drafted) -> None:
    names = {row.row_id: row.values["name"] for row in binh_mau.draft.rows["agencies"]}
    duties = [
        (row.values["locator"], [names[i] for i in row.values.get("lead", ())])
        for row in binh_mau.draft.rows["duties"]
    ]
    assert ("VI.1, gạch 1", ["Phòng Văn hóa - Xã hội"]) in duties
    asked = [row for row in binh_mau.draft.rows["duties"] if row.values.get("requested")]
    assert [names[i] for row in asked[:1] for i in row.values["requested"]] == [
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã"
    ]
    (first, last) = binh_mau.draft.rows["reporting_duties"]
    assert (first.values["frequency"], first.values["due_day"]) == ("quarterly", 5)
    assert (last.values["frequency"], last.values["locator"]) == ("ad_hoc", "VI, đoạn cuối")


def test_grounds_are_matched_or_proposed(binh_mau: Drafted) -> None:
    found = [row.values["document_id"] for row in binh_mau.draft.rows["legal_basis"]]
    assert found[1:] == ["76-nq-cp-2021", "512-qd-ubnd-2026-mau", "154-2020-nd-cp"]
    proposed = {row["document_id"] for row in binh_mau.draft.documents}
    assert "512-qd-ubnd-2026-mau" in proposed


def test_nothing_of_the_document_vanishes(binh_mau: Drafted) -> None:
    held = fold(" ".join(p.text for p in binh_mau.reading.paragraphs()))
    for text in (*GROUNDS, *(text for _, text in BODY)):
        assert fold(cleaned(text)) in held
    sources = {row.source for row in binh_mau.draft.all_rows()}
    assert sources <= {0, *(piece.number for piece in binh_mau.reading.pieces)}


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    reading = read_document(word_file(tmp_path / "boxed.docx"))
    assert [p.text for p in reading.paragraphs()].count(BOXED) == 1


def test_two_columns_are_read_one_after_the_other(known: Known) -> None:
    drafted = draft_of(read_document(FOLDER / "hai-cot.pdf"), known, DAY)
    assert [text.rstrip(".") for (text,) in _rows(drafted, "tasks", "text")] == [
        text.rstrip(".") for text in COLUMN_TASKS
    ]
    assert [row.values["locator"] for row in drafted.draft.rows["duties"]] == ["II, gạch 1"]


def test_no_figure_is_drafted_that_the_document_does_not_hold(binh_mau: Drafted) -> None:
    text = " ".join(p.text for p in binh_mau.reading.paragraphs())
    text += " ".join(c for t in binh_mau.reading.tables() for row in t.rows for c in row)
    held = {float(f.replace(",", ".")) for f in re.findall(r"\d+(?:,\d+)?", text)}
    for row in binh_mau.draft.all_rows():
        for key in ("value", "value_from", "out_of", "due_day", "due_month"):
            assert row.values.get(key) is None or float(row.values[key]) in held


def test_a_text_without_diacritics_is_read_doubtfully(known: Known) -> None:
    drafted = _draft(
        known,
        "KEHOACH",
        "Cai cach hanh chinh 6 thang cuoi nim 2026",
        "I. MUC DICH, YEU CAU",
        "- Lam cho nguoi dan duge phuc vu nhanh hon va dung hen.",
        "IL. CAC CHI TIEU CHU YEU",
        "1. Mire do hai long dat 90% tré 1én.",
        "III. NHIEM VU",
        "1. Cai cach thi tuc hanh chinh",
        "- Niém yét thu tuc tai tru s6 va nha van hoa cac thon.",
    )
    assert drafted.is_lost
    assert drafted.draft.plan["text_quality"] == "lost_diacritics"
    assert _rows(drafted, "targets", "locator", "value", "comparator") == [("II.1", 90, "at_least")]
    assert _rows(drafted, "tasks", "area") == [("thu-tuc-hanh-chinh",)]
    assert all(row.doubts for row in drafted.draft.rows["targets"])


def test_an_old_unit_is_found_by_the_day_of_issue() -> None:
    known = read_known(Layout.of(ROOT))
    lines = ("ỦY BAN NHÂN DÂN", "XÃ ĐÔNG SƠN", "Đông Sơn, ngày 09 tháng 3 năm 2024", "KẾ HOẠCH")
    body = ("Cải cách hành chính năm 2024", "I. NHIỆM VỤ", "- Làm việc của xã, tỉnh Bắc Giang.")
    drafted = _draft(known, *lines, *body)
    assert drafted.draft.plan["unit_id"] == "07273-20250630"


def test_a_unit_that_nobody_knows_is_doubtful_and_left_out(known: Known) -> None:
    drafted = _draft(known, "Xứ Nào Đó, ngày 09 tháng 3 năm 2026", "KẾ HOẠCH", "Cải cách năm 2026")
    assert "unit_id" not in drafted.draft.plan
    assert [doubt.code for doubt in drafted.draft.doubts] == ["unit-unknown"]


def test_the_kept_word_file_is_the_one_that_is_written_now(tmp_path: Path) -> None:
    now = read_document(word_file(tmp_path / "now.docx"))
    assert now == read_document(FOLDER / "binh-mau.docx")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["L MỤC ĐÍCH", "I. CHỈ TIÊU", "II NHIỆM VỤ"],
            ["I. MỤC ĐÍCH", "II. CHỈ TIÊU", "III. NHIỆM VỤ"],
        ),
        (
            ["1, Mục đích", "3; 'Yêu cầu", "1: Cải cách"],
            ["1. Mục đích", "3. Yêu cầu", "1. Cải cách"],
        ),
        (["¬ Lập tổ", "- Sửa phòng", "+ Tổ một"], ["- Lập tổ", "- Sửa phòng", "+ Tổ một"]),
        (
            ["IV. GIẢI PHÁP", "V. KINH PHÍ", "VI. TỔ CHỨC"],
            ["IV. GIẢI PHÁP", "V. KINH PHÍ", "VI. TỔ CHỨC"],
        ),
        (["Trong năm 2026, xã làm", "95% hồ sơ"], ["Trong năm 2026, xã làm", "95% hồ sơ"]),
    ],
)
def test_marks_that_a_scan_misread_are_mended(lines: list[str], expected: list[str]) -> None:
    marks = Marks()
    assert [marks.mended(line) for line in lines] == expected
