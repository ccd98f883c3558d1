"""Sổ chứng thực: what stands in the books, who holds them, handing over, closing, printing."""
