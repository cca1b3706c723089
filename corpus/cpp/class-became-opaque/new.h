struct counter;

counter *make_counter();
