int count_of();
int price_of();
