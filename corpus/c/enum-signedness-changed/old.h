enum rating { RATING_LOW, RATING_HIGH };

enum rating rating_of(int book);
