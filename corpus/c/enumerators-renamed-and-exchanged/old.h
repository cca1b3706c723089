enum colour { RED, GREEN, BLUE };

int colour_is_red(enum colour colour);
