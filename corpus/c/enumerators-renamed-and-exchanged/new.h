enum colour { COLOUR_BLUE, COLOUR_GREEN, COLOUR_RED };

int colour_is_red(enum colour colour);
