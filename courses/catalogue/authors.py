"""The groups of those who write and those who review, as the editor knows them."""

TRAINERS = "Giảng viên"
REVIEWERS = "Người thẩm định"
