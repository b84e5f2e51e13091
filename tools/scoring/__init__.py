"""How well the parser reads: scores on labelled posts, precision of rules, calibration of confidence."""
