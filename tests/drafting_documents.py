"""Documents of invented communes, as Word files with Word's bad habits.

The numbers and dashes of most headings stand in no text: Word draws them. The letterhead is a table
without lines, one sentence stands in a text box, words are cut by soft hyphens, a section has two
columns, the annex has merged cells.

    python tests/drafting_documents.py FOLDER

writes them anew; LibreOffice makes the PDF that is kept beside them (tests/drafting/).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

HEAD = [
    ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("XÃ BÌNH MẪU", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 27/KH-UBND", "Bình Mẫu, ngày 09 tháng 3 năm 2026"),
]
GROUNDS = [
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể;",
    "Căn cứ Quyết định số 512/QĐ-UBND ngày 02/02/2026 của Ủy ban nhân dân tỉnh Mẫu về việc ban hành kế hoạch của tỉnh;",
    "Ủy ban nhân dân xã Bình Mẫu ban hành Kế hoạch cải cách hành chính giai đoạn 2026 - 2030 như sau:",
]
LEVELS = [
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("lowerLetter", "%3)"),
    ("bullet", "-"),
    ("bullet", "+"),
]
"""The list that Word numbers: its levels from the sections down to the plus signs."""

BODY: list[tuple[int | None, str]] = [
    (0, "MỤC ĐÍCH, YÊU CẦU"),
    (1, "Mục đích"),
    (
        3,
        "Làm cho người dân đến xã được phục vụ nhanh, đúng hẹn và thấy rõ việc của mình đi tới đâu.",
    ),
    (
        3,
        "Phấn đấu nâng cao thứ hạng về Chỉ số cải cách hành chính (PAR Index), Chỉ số hài lòng của người dân (SIPAS).",
    ),
    (1, "Yêu cầu"),
    (3, "Việc nào cũng có người chịu trách nhiệm, có hạn và có sản phẩm."),
    (0, "CHỈ TIÊU CỤ THỂ"),
    (1, "Giai đoạn 2026 - 2027"),
    (
        3,
        "Tối thiểu 92% hồ sơ thủ tục hành chính được giải quyết đúng hạn, trong đó có trên 55% trả trước hạn.",
    ),
    (3, "Giảm ít nhất 20% thời gian chờ của người dân so với năm 2025."),
    (3, "Hoàn thành việc sắp xếp phòng tiếp dân."),
    (1, "Giai đoạn 2028 - 2030"),
    (
        3,
        "Mức độ hài lòng trong giải quyết thủ tục hành chính đạt 95,5% trở lên; tỷ lệ thanh toán trực tuyến trên Cổng Dịch vụ công quốc gia đạt 85%.",
    ),
    (3, "Xếp hạng cải cách hành chính nằm trong nhóm 10 trên tổng số 64 xã của tỉnh."),
    (3, "Có ít nhất 03 mô hình mới được công nhận."),
    (0, "NHIỆM VỤ TRỌNG TÂM"),
    (1, "Cải cách thể chế"),
    (
        3,
        "Rà soát văn bản của xã ban hành, bãi bỏ văn bản không còn phù hợp theo Nghị định số 154/2020/NĐ-CP.",
    ),
    (1, "Cải cách thủ tục hành chính"),
    (2, "Rút gọn thủ tục"),
    (3, "Đề xuất bỏ giấy tờ thừa; 100% thủ tục nội bộ được công khai."),
    (3, "Lập tổ hướng dẫn tại từng thôn, gồm:"),
    (4, "Tổ hướng dẫn nộp hồ sơ qua mạng;"),
    (4, "Tổ hướng dẫn thanh toán không dùng tiền mặt."),
    (2, "Phục vụ tại nhà"),
    (
        3,
        "Trả kết quả tại nhà cho người già yếu, người khuyết tật. Thời gian hoàn thành: Quý III/2026.",
    ),
    (1, "Xây dựng chính quyền điện tử, chính quyền số"),
    (3, "Số hóa sổ địa chính của xã."),
    (0, "GIẢI PHÁP"),
    (3, "Tập huấn kỹ năng số cho cán bộ thôn mỗi năm một lần."),
    (0, "KINH PHÍ"),
    (None, "Kinh phí lấy từ dự toán hằng năm của xã và nguồn hợp pháp khác."),
    (0, "TỔ CHỨC THỰC HIỆN"),
    (1, "Phòng Văn hóa - Xã hội"),
    (None, "Là cơ quan thường trực cải cách hành chính của xã."),
    (
        3,
        "Chủ trì, phối hợp với Phòng Kinh tế tham mưu Ủy ban nhân dân xã các nội dung về cải cách chế độ công vụ.",
    ),
    (
        3,
        "Tổng hợp, báo cáo Ủy ban nhân dân xã kết quả thực hiện hằng quý, trước ngày 05 của tháng cuối quý.",
    ),
    (
        1,
        "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã: Giám sát việc giải quyết thủ tục và phản ánh ý kiến người dân.",
    ),
    (
        None,
        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị báo cáo Ủy ban nhân dân xã (qua Phòng Văn hóa - Xã hội) để xem xét, quyết định./.",
    ),
]
BOXED = "Kế hoạch này được niêm yết tại trụ sở và nhà văn hóa các thôn."
FOOT = [
    ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"),
    ("- Sở Nội vụ;", "CHỦ TỊCH"),
    ("- Lưu: VT.", "Người Ký Bịa"),
]
ANNEX_HEAD = (
    "STT",
    "Nhiệm vụ",
    "Sản phẩm",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian",
    "Kinh phí",
)
ANNEX = [
    ("I", "Cải cách thủ tục hành chính", "", "", "", "", ""),
    ("1", "Niêm yết thủ tục tại 12 thôn", "Bảng niêm yết", "Trung tâm Phục vụ hành chính công", "Các thôn", "Quý II/2026", "Ngân sách xã"),
    ("2", "Lắp màn hình gọi số", "Hệ thống gọi số", "Trung tâm Phục vụ hành chính công", "Phòng Kinh tế", "Năm 2027", "Ngân sách xã"),
    ("II", "Cải cách tài chính công", "", "", "", "", ""),
    ("1", "Công khai chi tiêu trên trang của xã", "Chuyên mục công khai", "Phòng Kinh tế", "", "Hằng quý", ""),
]  # fmt: skip


COLUMN_TASKS = [
    f"Việc thứ {n} của xã là làm cho người dân bớt phải đi lại và được trả lời đúng hẹn hơn trước."
    for n in range(1, 13)
]


def word_file(path: Path) -> Path:
    """The plan of Bình Mẫu as a Word file."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(13)
    num_id = _numbered_list(document)
    _pair_table(document, HEAD)
    document.add_paragraph("KẾ HOẠCH")
    title = document.add_paragraph("Cải cách hành chính giai đoạn 2026 - 2030\t")
    title.add_run().add_break()
    title.add_run("trên địa bàn xã Bình Mẫu")
    for text in GROUNDS:
        document.add_paragraph(text)
    for level, text in BODY:
        paragraph = document.add_paragraph(_soft(text))
        if level is not None:
            _number(paragraph, num_id, level)
    _text_box(document.paragraphs[-1], BOXED)
    _pair_table(document, FOOT)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("PHỤ LỤC I")
    document.add_paragraph("DANH MỤC NHIỆM VỤ CỤ THỂ")
    _annex(document)
    document.save(str(path))
    return path


def two_columns(path: Path) -> Path:
    """A document whose tasks stand in two columns."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(12)
    for text in ("KẾ HOẠCH", "Cải cách hành chính năm 2026", "I. NHIỆM VỤ"):
        document.add_paragraph(text)
    document.add_section(WD_SECTION.CONTINUOUS)
    for text in COLUMN_TASKS:
        document.add_paragraph(f"- {text}")
    columns = f'<w:cols {nsdecls("w")} w:num="2" w:space="720"/>'
    document.sections[-1]._sectPr.append(parse_xml(columns))
    section = document.add_section(WD_SECTION.CONTINUOUS)._sectPr
    for element in section.findall(qn("w:cols")):
        section.remove(element)
    document.add_paragraph("II. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("- Công an xã: Cấp tài khoản cho người dân.")
    document.save(str(path))
    return path


def _soft(text: str) -> str:
    """The text with soft hyphens where Word may cut a word, and no-break spaces before signs."""
    return text.replace("hành chính", "hành\u00a0chính", 1).replace("người", "ng\u00adười", 1)


def _numbered_list(document: Any) -> str:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for place, (shape, text) in enumerate(LEVELS):
        abstract.append(
            parse_xml(
                f'<w:lvl {nsdecls("w")} w:ilvl="{place}"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
            )
        )
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    return "90"


def _number(paragraph: Any, num_id: str, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
        )
    )


def _pair_table(document: Any, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=1, cols=2)
    for place in (0, 1):
        cell = table.rows[0].cells[place]
        cell.paragraphs[0].text = rows[0][place]
        for row in rows[1:]:
            cell.add_paragraph(row[place])


def _text_box(paragraph: Any, text: str) -> None:
    """A box of the old kind and one of the new, as Word writes both for one."""
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:wsp><wps:txbx>{box}</wps:txbx>'
            '</wps:wsp></mc:Choice><mc:Fallback><w:pict><v:shape style="width:200pt;height:40pt">'
            f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )


def _annex(document: Any) -> None:
    table = document.add_table(rows=0, cols=len(ANNEX_HEAD))
    table.style = "Table Grid"
    for cells in (ANNEX_HEAD, *ANNEX):
        row = table.add_row().cells
        for place, text in enumerate(cells):
            row[place].text = text
    for row in (1, 4):
        table.rows[row].cells[1].merge(table.rows[row].cells[6])
    for column in (3, 6):
        top, below = table.rows[2].cells[column], table.rows[3].cells[column]
        below.text = ""
        text = top.text
        top.merge(below)
        top.text = text


if __name__ == "__main__":
    word_file(Path(sys.argv[1]) / "binh-mau.docx")
    two_columns(Path(sys.argv[1]) / "hai-cot.docx")
