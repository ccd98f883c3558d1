"""Tests of the stand-in for the provincial system."""
