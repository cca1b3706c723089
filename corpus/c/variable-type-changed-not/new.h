typedef unsigned int tally_t;
extern tally_t failures;
extern tally_t retries;
