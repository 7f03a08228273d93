"""The sample's difficulties: invented, in every state, the days counted back from the start."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from taonguon.difficulties import actions
from taonguon.difficulties.actions import Handling, Raised, Said
from taonguon.difficulties.models import Difficulty
from taonguon.organisations.models import Organisation


class One(NamedTuple):
    """One difficulty: of which cell and kind, what it is, raised and due how many days ago."""

    cell: str
    kind: str
    task: str
    bottleneck: str
    proposal: str
    owner: str
    ago: int
    due: int  # days before the start, negative for days to come
    level: str = "cell"
    severity: str = "heavy"


OPEN = (
    One("Chi bộ xóm 6", "youth_away", "Kết nạp 1 đảng viên trong năm",
        "58 thanh niên đi làm ở Bắc Ninh, Bình Dương, chỉ về dịp Tết",
        "Đoàn xã gặp mặt dịp Tết, giữ liên lạc hằng tháng", "Đoàn xã", 75, -38),
    One("Chi bộ xóm 6", "religious_area", "Mở rộng nguồn ở xóm giáo",
        "45% nhân khẩu là đồng bào Công giáo, chưa có người nêu gương đi trước",
        "Mặt trận cùng dự họp xóm, giới thiệu người hăng hái việc chung", "Tạ Hữu Khiêm", 40, 6,
        "commune"),
    One("Chi bộ xóm 2", "youth_away", "Rà soát nguồn quý III",
        "Nguồn đã lập đều đi làm ăn xa, không dự được lớp", "Mở lớp vào dịp nghỉ lễ",
        "Trung tâm chính trị", 64, -12, "commune"),
    One("Chi bộ xóm 9", "youth_away", "Kết nạp 1 đảng viên trong năm",
        "Không còn thanh niên ở nhà ngoài dịp Tết", "", "Đoàn xã", 52, 20),
    One("Chi bộ xóm 7", "verification", "Thẩm tra lý lịch 2 hồ sơ",
        "Nơi được hỏi chưa trả lời quá hạn, đã đôn đốc hai lần",
        "Đề nghị cấp trên có văn bản đôn đốc", "Văn phòng đảng ủy", 95, 41, "commune", "stuck"),
    One("Chi bộ Quỹ tín dụng nhân dân", "enterprise", "Tạo nguồn trong doanh nghiệp may",
        "Doanh nghiệp chưa có tổ chức đảng, chủ doanh nghiệp chưa bố trí giờ",
        "Liên đoàn lao động cùng làm việc với chủ doanh nghiệp", "Đoàn Thị Mơ", 30, -15,
        "commune"),
    One("Chi bộ xóm 12", "elderly_committee", "Chuẩn bị nhân sự chi ủy",
        "Bí thư, phó bí thư đều trên 65 tuổi, chưa có người kế cận",
        "Cử đảng viên trẻ tham gia chi ủy", "Chi bộ xóm 12", 20, -60, "cell", "light"),
)  # fmt: skip
REMOVED = (
    (One("Chi bộ xóm 6", "class", "Cử 2 người học lớp nhận thức",
         "Lớp của huyện đã đủ chỗ", "Xin thêm chỗ đợt tháng 9", "Ban xây dựng Đảng", 130, 100),
     96, "Huyện mở thêm lớp, cả hai người đã được học."),
    (One("Chi bộ xóm 1", "money", "Hỗ trợ tài liệu cho lớp đảng viên mới",
         "Chi bộ không có kinh phí in tài liệu", "", "Văn phòng đảng ủy", 88, 60),
     71, "Đảng ủy in tài liệu phát cho cả lớp."),
    (One("Chi bộ xóm 4", "no_source", "Lập danh sách nguồn của chi bộ",
         "Ba năm chưa giới thiệu ai", "Hội Phụ nữ rà lại hội viên tích cực", "Hội Phụ nữ", 120, 80),
     66, "Hội Phụ nữ giới thiệu 2 người, chi bộ đã lập danh sách."),
)  # fmt: skip


def load(at: datetime) -> None:
    """Raise the sample's difficulties, say what was done, remove some, take one up again."""
    today = timezone.localdate(at)
    cells = {unit.name: unit for unit in Organisation.objects.filter(kind="cell")}
    raised = [(one, _raise(one, cells, today, at)) for one in OPEN if one.cell in cells]
    for one, row in raised[:3]:
        said = Said(
            today - timedelta(days=one.ago // 2), "Đã làm việc với chi ủy, giao người theo dõi."
        )
        actions.act(difficulty=row, said=said, handling=_handling(one, today), by=None, at=at)
    removed = [
        (one, _close(one, cells, (ago, result), (today, at)))
        for one, ago, result in REMOVED
        if one.cell in cells
    ]
    if removed:
        one, row = removed[-1]
        again = _handling(one._replace(due=-25), today)
        said = Said(
            today - timedelta(days=21), "Hai người mới đi làm xa, chi bộ lại không còn nguồn."
        )
        actions.reopen(difficulty=row, said=said, handling=again, by=None, at=at)


def _handling(one: One, today: date) -> Handling:
    return Handling(one.owner, today - timedelta(days=one.due), one.severity, one.level)


def _raise(one: One, cells: dict[str, Organisation], today: date, at: datetime) -> Difficulty:
    on = today - timedelta(days=one.ago)
    told = Raised(
        cells[one.cell], one.kind, one.task, one.bottleneck, one.proposal, "Bí thư chi bộ", on
    )
    return actions.raise_difficulty(raised=told, handling=_handling(one, today), by=None, at=at)


def _close(
    one: One,
    cells: dict[str, Organisation],
    end: tuple[int, str],
    now: tuple[date, datetime],
) -> Difficulty:
    (ago, result), (today, at) = end, now
    row = _raise(one, cells, today, at)
    said = Said(today - timedelta(days=ago), result)
    actions.close(difficulty=row, said=said, by=None, at=at)
    return row
