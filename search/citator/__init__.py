"""Pages of guidelines and of treatments: how often cited or asked for, by whom, with which outcome."""
