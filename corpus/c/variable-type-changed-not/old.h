typedef unsigned int tally_t;
extern tally_t failures;
extern unsigned int retries;
