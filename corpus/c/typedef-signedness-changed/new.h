typedef unsigned int score_t;
score_t score_better(score_t a, score_t b);
