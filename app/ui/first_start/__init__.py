"""Cài đặt lần đầu: one part for each step, done now or put off."""
