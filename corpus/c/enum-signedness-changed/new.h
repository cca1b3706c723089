enum rating { RATING_UNKNOWN = -1, RATING_LOW, RATING_HIGH };

enum rating rating_of(int book);
