typedef unsigned int word_t;
typedef word_t colour_t;
word_t colour_mask(void);
colour_t colour_invert(colour_t c);
