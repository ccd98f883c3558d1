"""Quét giấy tờ: pages from files, the clipboard, a scanner folder; looked at, then kept."""
