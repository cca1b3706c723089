struct counter;

counter *make_counter();
int step(counter *what);
