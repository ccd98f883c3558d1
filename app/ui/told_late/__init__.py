"""Hồ sơ bị tính trễ do đồng bộ: a period's list, on paper and in Excel."""
