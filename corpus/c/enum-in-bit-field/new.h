enum suit { SUIT_CLUBS, SUIT_DIAMONDS, SUIT_HEARTS, SUIT_SPADES };

struct card {
	enum suit suit : 2;
	unsigned int rank : 4;
};

int card_points(const struct card *card);
