int count_bits(unsigned int word);
