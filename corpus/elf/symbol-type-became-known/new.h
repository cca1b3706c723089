int lowest_bit(int word);
int word_bits(void);
